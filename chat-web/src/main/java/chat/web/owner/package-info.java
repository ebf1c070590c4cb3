/** The owner's page and requests. */
package chat.web.owner;
