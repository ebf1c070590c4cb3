/** The two dialects: text to commands, events to text. */
package chat.web.protocol;
