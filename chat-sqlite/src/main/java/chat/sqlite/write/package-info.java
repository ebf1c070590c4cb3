/** The one thread that commits: its queue, transactions, and the checkpoints of the journal. */
package chat.sqlite.write;
