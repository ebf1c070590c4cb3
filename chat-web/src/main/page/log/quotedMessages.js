/** The messages that others answer: known here, or asked for one after the other. */

/** How many that are not in the conversation are remembered. */
const MOST_KNOWN = 300;

export class Quotes {
  #conversation;
  #archive;
  #changed;
  /** @type {Map<number, import('../model/conversation.js').Message | null>} null while it is asked for, and where there is none */
  #known = new Map();
  #line = Promise.resolve();

  /**
   * @param {import('../model/conversation.js').Conversation} conversation
   * @param {import('../net/archive.js').Archive} archive
   * @param {() => void} changed one that was asked for is known now
   */
  constructor(conversation, archive, changed) {
    this.#conversation = conversation;
    this.#archive = archive;
    this.#changed = changed;
  }

  /** The message of a number; null where it is not known, yet or at all. */
  find(seq) {
    const here = this.#conversation.find(seq) ?? this.#known.get(seq);
    if (here === undefined) {
      this.#ask(seq);
    }
    return here ?? null;
  }

  /** An entry is about a message: what is remembered of it is not right any more. */
  amend({ of }) {
    this.#known.delete(of);
  }

  clear() {
    this.#known.clear();
  }

  #ask(seq) {
    this.#known.set(seq, null);
    if (this.#known.size > MOST_KNOWN) {
      this.#known.delete(this.#known.keys().next().value);
    }
    this.#line = this.#line.then(async () => {
      const answer = await this.#archive.before(seq + 1, 1);
      const message = answer?.messages.find((one) => one.seq === seq);
      if (message && this.#known.has(seq)) {
        this.#known.set(seq, message);
        this.#changed();
      }
    });
  }
}
