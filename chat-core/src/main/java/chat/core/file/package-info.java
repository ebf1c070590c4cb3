/** Files that members send: their ids and names, what a message shows of them, and their store. */
package chat.core.file;
