/** Queues and threads that hand work to one consumer. */
package chat.sqlite.queue;
