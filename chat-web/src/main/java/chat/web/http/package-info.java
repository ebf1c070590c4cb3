/** HTTP as Helidon lacks it: headers, forms, methods, framing, responses. */
package chat.web.http;
