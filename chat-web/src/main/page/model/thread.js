/**
 * A thread: a message and the answers to it, kept up to date by the entries that arrive. Pure.
 *
 * @import { Entry, Found, Message } from './types.js'
 */

import { Conversation, parseCursor } from './conversation.js';
import { asOf, messageOf } from './messageChanges.js';

export class Thread {
  /** The message with its answers, by rising seq. */
  conversation = new Conversation();
  loaded = false;

  /** @type {Entry[]} what has arrived before it was loaded */
  #arrived = [];

  /** @param {number} seq the message that is answered */
  constructor(seq) {
    this.seq = seq;
  }

  /**
   * It was loaded.
   *
   * @param {Message} root the message that is answered
   * @param {Found} found the latest answers
   */
  begin(root, found) {
    this.conversation.messages = [root, ...this.#answersIn(found)];
    this.conversation.more = found.more;
    this.loaded = true;
    for (const entry of this.#arrived.splice(0)) {
      this.entryArrived(entry);
    }
  }

  /**
   * Earlier answers were loaded.
   *
   * @param {Found} found
   */
  prepend(found) {
    const [root, ...answers] = this.conversation.messages;
    const first = answers[0]?.seq ?? Infinity;
    this.conversation.messages = [root, ...this.#answersIn(found).filter(({ seq }) => seq < first), ...answers];
    this.conversation.more = found.more;
  }

  /** @param {Entry} entry */
  entryArrived(entry) {
    if (!this.loaded) {
      this.#arrived.push(entry);
      return;
    }
    const { messages } = this.conversation;
    this.conversation.applyChange(this.conversation.withAnswered(entry));
    if (entry.type === 'said' && entry.re === this.seq && entry.seq > (messages.at(-1)?.seq ?? 0)) {
      messages.push(messageOf(entry));
    }
  }

  /** @param {Found} found from a server that knows no threads, any messages */
  #answersIn({ cursor, messages }) {
    const { seq } = parseCursor(cursor);
    return messages.filter(({ re }) => re === this.seq).map((message) => asOf(seq, message));
  }
}
