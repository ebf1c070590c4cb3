/** Text to safe HTML. */
package chat.web.markdown;
