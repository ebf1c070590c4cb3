/** A client's address and scheme, also behind proxies. */
package chat.web.client;
