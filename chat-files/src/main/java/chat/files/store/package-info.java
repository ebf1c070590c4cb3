/** The files that members send, in a directory. */
package chat.files.store;
