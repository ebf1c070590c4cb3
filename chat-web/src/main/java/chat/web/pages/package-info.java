/** Pages, static files, signing in. */
package chat.web.pages;
