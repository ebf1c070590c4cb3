/** Calls to bots: tells them what mentions them, and says what they answer. */
package chat.web.calls;
