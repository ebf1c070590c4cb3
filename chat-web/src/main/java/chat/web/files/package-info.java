/** Files that members send: uploads, downloads, thumbnails, and the erasure of unused ones. */
package chat.web.files;
