/**
 * The messages that others answer: found in the conversation, or loaded one after the other.
 *
 * @import { Conversation } from '../model/conversation.js'
 * @import { Entry, Found, Message } from '../model/types.js'
 */

/** 300 messages that are not in the conversation are remembered. */
const LIMIT = 300;

export class QuotedMessages {
  #conversation;
  #archive;
  #loaded;
  /** @type {Map<number, Message | null>} null while it is being loaded, and where there is none */
  #others = new Map();
  #queue = Promise.resolve();

  /**
   * @param {Conversation} conversation
   * @param {{before: (seq: number, limit: number) => Promise<Found | null>}} archive
   * @param {() => void} loaded called when one was loaded
   */
  constructor(conversation, archive, loaded) {
    this.#conversation = conversation;
    this.#archive = archive;
    this.#loaded = loaded;
  }

  /**
   * The message of a number; null where it is not known, yet or at all.
   *
   * @param {number} seq
   */
  find(seq) {
    const message = this.#conversation.find(seq) ?? this.#others.get(seq);
    if (message === undefined) {
      this.#load(seq);
    }
    return message ?? null;
  }

  /**
   * The same, once it was looked for.
   *
   * @param {number} seq
   */
  async load(seq) {
    if (!this.find(seq)) {
      await this.#queue;
    }
    return this.find(seq);
  }

  /**
   * A message was changed: what is remembered of it is out of date.
   *
   * @param {Entry} entry
   */
  invalidate({ of }) {
    this.#others.delete(of ?? 0);
  }

  clear() {
    this.#others.clear();
  }

  /** @param {number} seq */
  #load(seq) {
    this.#others.set(seq, null);
    if (this.#others.size > LIMIT) {
      const [oldest] = this.#others.keys();
      this.#others.delete(oldest);
    }
    this.#queue = this.#queue.then(async () => {
      const found = await this.#archive.before(seq + 1, 1);
      const message = found?.messages.find((one) => one.seq === seq);
      if (message && this.#others.has(seq)) {
        this.#others.set(seq, message);
        this.#loaded();
      }
    });
  }
}
