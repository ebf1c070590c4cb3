/** Bots and hooks: programs that the owner lets speak. */
package chat.web.programs;
