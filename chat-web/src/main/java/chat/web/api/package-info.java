/** The HTTP API. */
package chat.web.api;
