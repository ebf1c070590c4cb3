/** What is new since the page was looked at: a line above it in the log, and its count. */

import { parsed } from './conversation.js';
import { isLookedAt, whenLooked } from '../ui/visibility.js';
import { text } from '../ui/texts.js';

/** Where the reader is gets written down soon, but not with every message. */
const KEEP_AFTER_MS = 2_000;

export class Unread {
  /** How many messages of others came while nobody looked. */
  count = 0;

  #conversation;
  #me;
  #shelf;
  #key;
  #changed;
  #mark = 0;
  /** The last entry before the line; null while there is none. */
  #line = null;
  #epoch = null;
  #keeping = 0;

  /**
   * @param {import('./conversation.js').Conversation} conversation
   * @param {{id: string}} me
   * @param {object} shelf where it is kept how far this browser has read
   * @param {string} key
   * @param {(count: number) => void} changed
   */
  constructor(conversation, me, shelf, key, changed) {
    this.#conversation = conversation;
    this.#me = me;
    this.#shelf = shelf;
    this.#key = key;
    this.#changed = changed;
    whenLooked((looked) => (looked ? this.#looked() : this.#left()));
  }

  /** The conversation begins, perhaps with what was said since this browser was here. */
  begun() {
    const { epoch } = this.#conversation;
    const kept = this.#epoch === null ? this.#shelf.recall(this.#key) : this.#cursor;
    const { epoch: known, seq } = parsed(kept ?? '');
    const goesOn = known === epoch;
    this.#epoch = epoch;
    this.#mark = goesOn ? seq : this.#conversation.seq;
    const news = this.#others(this.#mark);
    this.#line = news > 0 ? this.#mark : null;
    this.#count(isLookedAt() ? 0 : news);
    this.#keepSoon();
  }

  /** Somebody said something. Before the beginning it is too early to say whether that is new. */
  said({ from }) {
    if (this.#epoch === null) {
      return;
    }
    if (from.id !== this.#me.id && !isLookedAt()) {
      this.#line ??= this.#mark;
      this.#count(this.count + 1);
    } else {
      this.#keepSoon();
    }
  }

  /** The lines of the log, with the one above what is new. */
  among(notes) {
    if (this.#line === null) {
      return notes;
    }
    const line = { key: `unread ${this.#line}`, after: this.#line, kind: 'unread', text: text('unread') };
    const place = notes.findIndex((note) => note.after >= line.after);
    return place < 0 ? [...notes, line] : notes.toSpliced(place, 0, line);
  }

  /** The line stays where it is: it says where to read on. */
  #looked() {
    this.#count(0);
    this.#keepSoon();
  }

  #left() {
    if (this.#epoch !== null && this.count === 0) {
      this.#mark = this.#conversation.seq;
      this.#line = null;
      this.#keep();
    }
  }

  #count(count) {
    if (count !== this.count) {
      this.count = count;
      this.#changed(count);
    }
  }

  #others(after) {
    const { messages } = this.#conversation;
    const news = messages.slice(this.#conversation.indexOf(after + 1));
    return news.filter(({ from }) => from.id !== this.#me.id).length;
  }

  #keepSoon() {
    this.#keeping ||= setTimeout(() => {
      this.#keeping = 0;
      if (isLookedAt()) {
        this.#mark = this.#conversation.seq;
        this.#keep();
      }
    }, KEEP_AFTER_MS);
  }

  #keep() {
    this.#shelf.keep(this.#key, this.#cursor);
  }

  get #cursor() {
    return `${this.#epoch}.${this.#mark}`;
  }
}
