/** Settings, limits, and the errors of a start. */
package chat.web.config;
