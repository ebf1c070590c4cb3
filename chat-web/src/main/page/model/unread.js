/**
 * Counts the messages of others that arrived while nobody looked at the page, and marks where they begin. Pure.
 *
 * @import { Conversation } from './conversation.js'
 * @import { Note } from './notes.js'
 * @import { Member } from './types.js'
 */

import { parseCursor } from './conversation.js';

/** The reader's position is stored at most every 2 s, because writing it with every message is too much. */
const STORE_DELAY_MS = 2_000;

/**
 * @typedef {object} Visibility whether somebody looks at the page
 * @property {() => boolean} isVisible
 * @property {(changed: (visible: boolean) => void) => void} onChange
 */

export class Unread {
  /** How many messages of others arrived while nobody looked. */
  count = 0;

  #conversation;
  #me;
  #visibility;
  #position;
  #countChanged;
  #readUpTo = 0;
  /** @type {number | null} the last entry before the line; null while there is none */
  #line = null;
  /** @type {string | null} */
  #epoch = null;
  /** @type {ReturnType<typeof setTimeout> | null} */
  #timer = null;

  /**
   * @param {Conversation} conversation
   * @param {Pick<Member, 'id'>} me
   * @param {Visibility} visibility
   * @param {{load: () => string | null, store: (cursor: string) => void}} position how far this browser has read
   * @param {(count: number) => void} countChanged
   */
  constructor(conversation, me, visibility, position, countChanged) {
    this.#conversation = conversation;
    this.#me = me;
    this.#visibility = visibility;
    this.#position = position;
    this.#countChanged = countChanged;
    visibility.onChange((visible) => (visible ? this.#shown() : this.#hidden()));
  }

  /** The conversation begins, perhaps with messages that arrived since this browser was here. */
  begin() {
    const { epoch } = this.#conversation;
    const stored = this.#epoch === null ? this.#position.load() : this.#cursor;
    const { epoch: readEpoch, seq } = parseCursor(stored ?? '');
    this.#epoch = epoch;
    this.#readUpTo = readEpoch === epoch ? seq : this.#conversation.seq;
    const count = this.#othersAfter(this.#readUpTo);
    this.#line = count > 0 ? this.#readUpTo : null;
    this.#setCount(this.#visibility.isVisible() ? 0 : count);
    this.#storeSoon();
  }

  /**
   * A message arrived. Before the beginning it is too early to say whether it is new.
   *
   * @param {{from?: Member}} message
   */
  messageArrived({ from }) {
    if (this.#epoch === null) {
      return;
    }
    if (from?.id !== this.#me.id && !this.#visibility.isVisible()) {
      this.#line ??= this.#readUpTo;
      this.#setCount(this.count + 1);
    } else {
      this.#storeSoon();
    }
  }

  /**
   * The notes of the log, with the line above the first unread message.
   *
   * @param {Note[]} notes
   * @returns {Note[]}
   */
  addLineTo(notes) {
    if (this.#line === null) {
      return notes;
    }
    /** @type {Note} */
    const line = { key: `unread ${this.#line}`, after: this.#line, kind: 'unread', text: 'unread' };
    const place = notes.findIndex((note) => note.after >= line.after);
    return place < 0 ? [...notes, line] : notes.toSpliced(place, 0, line);
  }

  /** The line stays where it is, because it says where to read on. */
  #shown() {
    this.#setCount(0);
    this.#storeSoon();
  }

  #hidden() {
    if (this.#epoch !== null && this.count === 0) {
      this.#line = null;
      this.#store();
    }
  }

  /** @param {number} count */
  #setCount(count) {
    if (count !== this.count) {
      this.count = count;
      this.#countChanged(count);
    }
  }

  /** @param {number} seq */
  #othersAfter(seq) {
    const { messages } = this.#conversation;
    const newer = messages.slice(this.#conversation.indexOf(seq + 1));
    return newer.filter(({ from }) => from.id !== this.#me.id).length;
  }

  #storeSoon() {
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      if (this.#visibility.isVisible()) {
        this.#store();
      }
    }, STORE_DELAY_MS);
  }

  #store() {
    this.#readUpTo = this.#conversation.seq;
    this.#position.store(this.#cursor);
  }

  get #cursor() {
    return `${this.#epoch}.${this.#readUpTo}`;
  }
}
