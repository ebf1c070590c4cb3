/** Files and directories with owner-only permissions, created and replaced atomically. */
package chat.files;
