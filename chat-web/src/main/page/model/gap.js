/**
 * The gap that a lost connection leaves in the conversation: puts a note there that says how much was missed. Pure.
 *
 * @import { Conversation } from './conversation.js'
 * @import { Notes } from './notes.js'
 */

import { parseCursor } from './conversation.js';

/** A gap of less than 30 s in which nothing was missed gets no note, because so short a loss is not worth one. */
const NOTEWORTHY_MS = 30_000;

export class Gap {
  #conversation;
  #notes;
  #now;
  /** @type {number | null} when the last frame was received; null while there is no gap */
  #since = null;
  #from = 0;
  #until = 0;
  #hadMessages = false;

  /**
   * @param {Conversation} conversation
   * @param {Notes} notes
   * @param {() => number} [now]
   */
  constructor(conversation, notes, now = Date.now) {
    this.#conversation = conversation;
    this.#notes = notes;
    this.#now = now;
  }

  /**
   * The connection is lost.
   *
   * @param {number} since when the last frame was received
   */
  begin(since) {
    if (this.#since === null && this.#conversation.epoch !== null) {
      this.#since = since;
      this.#from = this.#conversation.seq;
      this.#hadMessages = this.#conversation.messages.length > 0;
    }
  }

  /**
   * The connection is back, and all entries up to a cursor follow.
   *
   * @param {string} cursor
   */
  resume(cursor) {
    this.#until = parseCursor(cursor).seq;
    this.entryArrived();
  }

  /** An entry arrived: it may be the last of those that were missed. */
  entryArrived() {
    if (this.#since !== null && this.#until > 0 && this.#conversation.seq >= this.#until) {
      this.#addNote(this.#now() - this.#since);
      this.#end();
    }
  }

  /**
   * The connection is back, but the missed entries do not follow: the conversation begins with newer ones, or anew.
   *
   * @param {boolean} sameEpoch
   */
  restart(sameEpoch) {
    if (this.#since !== null && this.#hadMessages) {
      const first = this.#conversation.messages[0]?.seq ?? 0;
      const duration = this.#now() - this.#since;
      this.#notes.clear();
      this.#notes.add(first - 1, 'back', { text: sameEpoch ? 'back.gap' : 'back.anew', duration });
    }
    this.#end();
  }

  /** @param {number} duration */
  #addNote(duration) {
    const { messages } = this.#conversation;
    const count = messages.length - this.#conversation.indexOf(this.#from + 1);
    if (count > 0) {
      this.#notes.add(this.#from, 'back', { text: 'back.some', count, duration });
    } else if (duration >= NOTEWORTHY_MS) {
      this.#notes.add(this.#from, 'back', { text: 'back.none', duration });
    }
  }

  #end() {
    this.#since = null;
    this.#until = 0;
  }
}
