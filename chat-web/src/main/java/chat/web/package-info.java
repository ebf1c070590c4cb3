/** Composes all of it; starts, drains and stops the server. */
package chat.web;
