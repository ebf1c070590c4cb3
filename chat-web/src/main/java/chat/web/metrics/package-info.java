/** Counters, and the names of limits and reasons. */
package chat.web.metrics;
