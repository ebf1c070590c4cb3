/**
 * What a member has read of the conversation, and what is unread: counts the messages of others that arrived while
 * nobody looked at the page, and marks where they begin. A message is read once it was seen, not once it is loaded. Pure.
 *
 * @import { Conversation } from './conversation.js'
 * @import { Note } from './notes.js'
 * @import { Member, Message } from './types.js'
 */

/** The reader's position is stored at most every 2 s, because writing it with every message is too much. */
const STORE_DELAY_MS = 2_000;

/**
 * @typedef {object} Visibility whether somebody looks at the page
 * @property {() => boolean} isVisible
 * @property {(changed: (visible: boolean) => void) => void} onChange
 *
 * @typedef {object} Position how far this member has read
 * @property {(epoch: string | null) => number | null} load the last entry of a numbering; null where none is known
 * @property {(cursor: string) => void} store
 */

export class Unread {
  /** How many messages of others arrived while nobody looked. */
  count = 0;
  /** @type {number | null} the last entry before the line; null while there is none */
  line = null;

  #conversation;
  #concerns;
  #visibility;
  #position;
  #countChanged;
  /** The last entry up to which everything was seen. */
  #readUpTo = 0;
  /** The last entry that was unread when it arrived. */
  #until = 0;
  /** @type {string | null} */
  #epoch = null;
  /** @type {ReturnType<typeof setTimeout> | null} */
  #timer = null;

  /**
   * @param {Conversation} conversation
   * @param {(author: Member) => boolean} concerns whether the reader wants to see what a member says: not its own
   * @param {Visibility} visibility
   * @param {Position} position
   * @param {(count: number) => void} countChanged
   */
  constructor(conversation, concerns, visibility, position, countChanged) {
    this.#conversation = conversation;
    this.#concerns = concerns;
    this.#visibility = visibility;
    this.#position = position;
    this.#countChanged = countChanged;
    visibility.onChange((visible) => (visible ? this.#shown() : this.#hidden()));
  }

  /** The conversation begins, perhaps with messages that arrived since this member was here. */
  begin() {
    const { epoch, seq } = this.#conversation;
    const read = this.#epoch === null ? this.#position.load(epoch) : this.#epoch === epoch ? this.#readUpTo : null;
    this.#epoch = epoch;
    this.#readUpTo = Math.min(read ?? seq, seq);
    const count = this.#othersAfter(this.#readUpTo).length;
    this.line = null;
    if (count > 0) {
      this.#drawLine(seq);
    }
    this.#setCount(this.#visibility.isVisible() ? 0 : count);
    this.#storeSoon();
  }

  /**
   * A message arrived. Before the beginning it is too early to say whether it is new.
   *
   * @param {{from?: Member, seq: number}} message
   */
  messageArrived({ from, seq }) {
    if (this.#epoch !== null && from && this.#concerns(from) && !this.#visibility.isVisible()) {
      this.#drawLine(seq);
      this.#setCount(this.count + 1);
    }
  }

  /**
   * Entries are visible in the log. They are read, if somebody looks at the page, and no message of others is left out
   * between them and the last that was read: a jump to a message reads nothing above it.
   *
   * @param {number} first
   * @param {number} last
   * @param {Conversation} shown the conversation, or the part of it in which they are visible
   */
  seen(first, last, shown = this.#conversation) {
    if (this.#epoch === null || !this.#visibility.isVisible()) {
      return;
    }
    if (!this.leavesOut(first, shown)) {
      this.#read(last);
    } else if (this.line === null) {
      // A jump has left out what arrived below the reader.
      this.#drawLine(this.#conversation.seq);
    }
  }

  /** All is read, because the reader says so. */
  finish() {
    this.removeLine();
    this.#read(this.#conversation.seq);
  }

  /** @param {number} last */
  #read(last) {
    if (last > this.#readUpTo) {
      this.#readUpTo = last;
      this.#storeSoon();
    }
  }

  /**
   * The messages of others that are not seen yet, from the line on, the first first.
   *
   * @returns {Message[]}
   */
  get unseen() {
    return this.line === null ? [] : this.#othersAfter(this.#readUpTo).filter(({ seq }) => seq <= this.#until);
  }

  /** The last entry before what is not seen yet. */
  get seenUpTo() {
    return this.#readUpTo;
  }

  /**
   * Whether there are messages of others, as far as is known, between what was seen and an entry.
   *
   * @param {number} seq
   * @param {Conversation} shown the conversation, or the part of it with this entry
   */
  leavesOut(seq, shown = this.#conversation) {
    const next = this.#readUpTo + 1;
    if (seq <= next) {
      return false;
    }
    const between = shown.messages.slice(shown.indexOf(next), shown.indexOf(seq));
    return (shown.more && !shown.isReachedBy(this.#readUpTo)) || between.some(({ from }) => this.#concerns(from));
  }

  /** Whether everything was seen that the line stands above. */
  get caughtUp() {
    return this.#readUpTo >= this.#until;
  }

  /** Removes the line. */
  removeLine() {
    this.line = null;
  }

  /**
   * The notes of the log, with the line above the first unread message.
   *
   * @param {Note[]} notes
   * @returns {Note[]}
   */
  addLineTo(notes) {
    if (this.line === null) {
      return notes;
    }
    /** @type {Note} */
    const line = { key: `unread ${this.line}`, after: this.line, kind: 'unread', text: 'unread' };
    const place = notes.findIndex((note) => note.after >= line.after);
    return place < 0 ? [...notes, line] : notes.toSpliced(place, 0, line);
  }

  /** The line stays where it is, because it says where to read on. */
  #shown() {
    this.#setCount(0);
  }

  #hidden() {
    if (this.#epoch !== null) {
      if (this.caughtUp) {
        this.removeLine();
      }
      this.#store();
    }
  }

  /**
   * Draws the line below what was read, where there is none, and lets it reach to an entry.
   *
   * @param {number} until
   */
  #drawLine(until) {
    this.line ??= this.#readUpTo;
    this.#until = until;
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
    return newer.filter(({ from }) => this.#concerns(from));
  }

  #storeSoon() {
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.#store();
    }, STORE_DELAY_MS);
  }

  #store() {
    this.#position.store(`${this.#epoch}.${this.#readUpTo}`);
  }
}
