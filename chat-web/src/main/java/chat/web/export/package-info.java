/** What was said in a room as one document, and back from one. */
package chat.web.export;
