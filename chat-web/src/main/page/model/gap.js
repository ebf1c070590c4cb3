/** What is known after a gap: how long it was, and how much was said meanwhile. */

import { counted, durationOf, text } from '../ui/texts.js';

/** A gap in which nothing was said is worth a line only when it was this long. */
const WORTH_TELLING_MS = 30_000;

export class Absence {
  #conversation;
  #notes;
  #since = null;
  #from = 0;
  #until = 0;
  #hadMessages = false;

  constructor(conversation, notes) {
    this.#conversation = conversation;
    this.#notes = notes;
  }

  /** The connection is gone; nothing was heard since a moment. */
  begins(since) {
    if (this.#since === null && this.#conversation.epoch !== null) {
      this.#since = since;
      this.#from = this.#conversation.seq;
      this.#hadMessages = this.#conversation.messages.length > 0;
    }
  }

  /** It is back, and everything up to an entry follows. */
  ends(cursor) {
    this.#until = Number(cursor.slice(cursor.lastIndexOf('.') + 1));
    this.heard();
  }

  /** An entry came: perhaps it was the last of those that were missed. */
  heard() {
    if (this.#since !== null && this.#until > 0 && this.#conversation.seq >= this.#until) {
      this.#tell();
      this.#over();
    }
  }

  /** It is back, but the conversation begins with newer things, or altogether anew. */
  cannotResume(sameNumbering) {
    if (this.#since !== null && this.#hadMessages) {
      const first = this.#conversation.messages[0]?.seq ?? 0;
      const duration = durationOf(Date.now() - this.#since);
      this.#notes.clear();
      this.#notes.add(first - 1, 'back', { text: text(sameNumbering ? 'back.gap' : 'back.anew', { duration }) });
    }
    this.#over();
  }

  #tell() {
    const { messages } = this.#conversation;
    const count = messages.length - this.#conversation.indexOf(this.#from + 1);
    const length = Date.now() - this.#since;
    const duration = durationOf(length);
    if (count > 0) {
      this.#notes.add(this.#from, 'back', { text: counted('back.some', count, { duration }) });
    } else if (length >= WORTH_TELLING_MS) {
      this.#notes.add(this.#from, 'back', { text: text('back.none', { duration }) });
    }
  }

  #over() {
    this.#since = null;
    this.#until = 0;
  }
}
