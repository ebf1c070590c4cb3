/**
 * The state of a room's conversation: applies entries, and holds the messages that result. Pure: no DOM, no network, no
 * clock.
 *
 * @import { Entry, Message } from './types.js'
 */

import { asOf, changed, messageOf, withChange } from './messageChanges.js';

/** 1,000 edits, deletions, reactions, pins and answers are remembered, because messages that are loaded late need them. */
const CHANGES_LIMIT = 1000;

export class Conversation {
  /** @type {string | null} names the numbering; null before the first history */
  epoch = null;
  /** The last entry that is applied. */
  seq = 0;
  /** @type {Message[]} by rising seq, without a gap, up to the last */
  messages = [];
  /** Whether there are older messages than the first. */
  more = false;

  /** @type {Entry[]} */
  #changes = [];

  /** The cursor to resume from; null before the first history. */
  get cursor() {
    return this.epoch === null ? null : `${this.epoch}.${this.seq}`;
  }

  /**
   * Begins again with the latest messages, as they stand at a cursor.
   *
   * @param {string} cursor
   * @param {Message[]} messages
   * @param {boolean} more
   */
  reset(cursor, messages, more) {
    const { epoch, seq } = parseCursor(cursor);
    this.epoch = epoch;
    this.seq = seq;
    this.more = more;
    this.messages = messages.map((message) => asOf(seq, message));
    this.#changes = [];
  }

  /**
   * Applies the next entry. A duplicate changes nothing. An entry after a gap is not applied, because the cursor must
   * never skip what was not received. An entry of an unknown type moves the cursor all the same.
   *
   * @param {Entry} entry
   * @returns {'appended' | 'duplicate' | 'gap'}
   */
  append(entry) {
    if (entry.seq <= this.seq) {
      return 'duplicate';
    }
    if (entry.seq > this.seq + 1) {
      return 'gap';
    }
    this.seq = entry.seq;
    this.#apply(this.withAnswered(entry));
    return 'appended';
  }

  /**
   * Puts older messages before the first. They stand as of their own cursor, which may be behind the entries that were
   * received since: those are applied to them.
   *
   * @param {string} cursor
   * @param {Message[]} messages
   * @param {boolean} more
   * @returns {boolean} whether they belong to this numbering
   */
  prepend(cursor, messages, more) {
    const { epoch, seq } = parseCursor(cursor);
    if (epoch !== this.epoch) {
      return false;
    }
    const first = this.messages[0]?.seq ?? Infinity;
    const older = messages.filter((message) => message.seq < first);
    this.messages = [...this.#current(older, seq), ...this.messages];
    this.more = more;
    return true;
  }

  /**
   * A part of this numbering that lies further back, with a gap between it and this one.
   *
   * @param {string} cursor
   * @param {Message[]} messages
   * @param {boolean} more
   * @param {number} upTo nothing up to this entry is missing after its first message
   * @returns {Conversation | null} null where the cursor is of another numbering
   */
  detached(cursor, messages, more, upTo) {
    const part = new Conversation();
    part.epoch = this.epoch;
    part.more = more;
    part.#changes = this.#changes;
    return part.extend(cursor, messages, upTo) ? part : null;
  }

  /**
   * Puts newer messages after the last of a detached part; false where they are of another numbering.
   *
   * @param {string} cursor
   * @param {Message[]} messages
   * @param {number} upTo
   */
  extend(cursor, messages, upTo) {
    const { epoch, seq } = parseCursor(cursor);
    if (epoch !== this.epoch) {
      return false;
    }
    const last = this.messages.at(-1)?.seq ?? 0;
    const newer = messages.filter((message) => message.seq > last);
    this.messages = [...this.messages, ...this.#current(newer, seq)];
    this.seq = upTo;
    return true;
  }

  /**
   * Whether a detached part, without a gap up to an entry, reaches to the first message here.
   *
   * @param {number} upTo
   */
  isReachedBy(upTo) {
    return upTo + 1 >= (this.messages[0]?.seq ?? this.seq + 1);
  }

  /**
   * Puts the messages of a detached part that reaches this one before the first.
   *
   * @param {Conversation} part
   */
  merge(part) {
    const first = this.messages[0]?.seq ?? Infinity;
    this.messages = [...part.messages.filter((message) => message.seq < first), ...this.messages];
    this.more = part.more;
  }

  /**
   * Applies a change to the message that it is for, if that is here, and nothing else.
   *
   * @param {Entry} entry
   */
  applyChange(entry) {
    for (const seq of [entry.of, entry.re]) {
      const index = this.indexOf(seq ?? 0);
      if (this.messages[index]?.seq === seq) {
        this.messages[index] = changed(this.messages[index], entry);
      }
    }
  }

  /**
   * The entry with the message whose count of answers it changes: a deletion names its own message alone.
   *
   * @param {Entry} entry
   * @returns {Entry}
   */
  withAnswered(entry) {
    const message = entry.type === 'deleted' ? this.find(entry.of ?? 0) : undefined;
    return message && !message.deleted ? { ...entry, re: message.re } : entry;
  }

  /**
   * Drops the texts of messages that were said before a time: the server has erased them, and no entry says so.
   *
   * @param {string} time ISO 8601
   * @returns {boolean} whether there was one
   */
  eraseBefore(time) {
    const isOld = (/** @type {Message} */ message) => !message.deleted && message.at < time;
    const found = this.messages.some(isOld);
    if (found) {
      this.messages = this.messages.map((each) => (isOld(each) ? withChange(each, { type: 'deleted' }) : each));
    }
    return found;
  }

  /**
   * Drops the oldest messages; they can be loaded again.
   *
   * @param {number} limit how many stay
   */
  trim(limit) {
    if (this.messages.length > limit) {
      this.messages = this.messages.slice(-limit);
      this.more = true;
    }
  }

  /**
   * @param {number} seq
   * @returns {Message | undefined}
   */
  find(seq) {
    const message = this.messages[this.indexOf(seq)];
    return message?.seq === seq ? message : undefined;
  }

  /**
   * The index of the first message with this number or a later one.
   *
   * @param {number} seq
   */
  indexOf(seq) {
    let low = 0;
    let high = this.messages.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.messages[middle].seq < seq) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** @param {Entry} entry */
  #apply(entry) {
    if (entry.type === 'said') {
      this.messages.push(messageOf(entry));
      if (!entry.re) {
        return;
      }
    }
    this.#changes.push(entry);
    if (this.#changes.length > CHANGES_LIMIT) {
      this.#changes.shift();
    }
    this.applyChange(entry);
  }

  /**
   * Messages that stand as of an entry, with the changes that were received since.
   *
   * @param {Message[]} messages
   * @param {number} seq
   */
  #current(messages, seq) {
    return messages.map((message) => this.#changes.reduce(changed, asOf(seq, message)));
  }
}

/** @param {string} cursor `EPOCH.SEQ` */
export function parseCursor(cursor) {
  const dot = cursor.lastIndexOf('.');
  return { epoch: cursor.slice(0, dot), seq: Number(cursor.slice(dot + 1)) };
}
