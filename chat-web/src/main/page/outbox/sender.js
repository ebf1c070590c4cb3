/**
 * The sender of the outbox: in order, one item at a time, each again until the server has answered it.
 *
 * @import { ClientFrame, PendingFile } from '../model/types.js'
 * @import { Outbox } from './outbox.js'
 */

import { frameToSend } from './outboxItem.js';

/** A server that asks for a pause gets one, but never so long that a message seems lost. */
const SHORTEST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 60_000;

/** The refusals after which the same frame is sent again by itself. */
const PAUSING = new Set(['too-fast', 'slow']);

/** @typedef {{code: string, until: number}} Pause */

export class Sender {
  #outbox;
  #connection;
  #changed;
  /** @type {ReturnType<typeof setTimeout> | null} */
  #timer = null;
  /** @type {Pause | null} why nothing is sent just now, and until when; null while there is no pause */
  pause = null;

  /**
   * @param {Outbox} outbox
   * @param {{send: (frame: ClientFrame) => boolean}} connection
   * @param {() => void} changed the items are to be rendered again
   */
  constructor(outbox, connection, changed) {
    this.#outbox = outbox;
    this.#connection = connection;
    this.#changed = changed;
  }

  /**
   * @param {ClientFrame} frame
   * @param {string | null} epoch the numbering of the message that the frame is about
   * @param {PendingFile[]} [files]
   */
  send(frame, epoch, files) {
    this.#outbox.add(frame, epoch, files);
    this.#sendNext();
  }

  connected() {
    this.#endPause();
    this.#sendNext();
  }

  disconnected() {
    this.#outbox.disconnected();
    this.#changed();
  }

  /**
   * The server has acknowledged an item.
   *
   * @param {string} id
   * @param {number} seq the entry that it became
   * @param {number} lastSeq the last entry that arrived; one that has arrived already is not awaited any more
   */
  acknowledged(id, seq, lastSeq) {
    if (seq <= lastSeq) {
      this.#outbox.remove(id);
    } else {
      this.#outbox.markKept(id, seq);
    }
    this.#sendNext();
  }

  /** @param {{id: string, code: string, message?: string, retryAfter?: number}} refusal */
  refused({ id, code, message, retryAfter }) {
    if (PAUSING.has(code)) {
      this.#outbox.markWaiting(id);
      this.#pauseFor(code, retryAfter ?? LONGEST_PAUSE_MS);
    } else if (code === 'no-such-file') {
      this.#outbox.filesLost(id, code);
    } else {
      // Why a message cannot be pinned, the server knows best.
      const isPin = this.#outbox.items.some((item) => item.id === id && item.frame.type === 'pin');
      this.#outbox.markFailed(id, code, retryAfter && Date.now() + retryAfter, isPin ? message : undefined);
    }
    this.#sendNext();
  }

  /** @param {string} id */
  retry(id) {
    this.#outbox.markWaiting(id);
    this.#sendNext();
  }

  /** The files of a message are uploaded. */
  uploaded() {
    this.#sendNext();
  }

  /** @param {string} id */
  discard(id) {
    this.#outbox.remove(id);
    this.#sendNext();
  }

  #sendNext() {
    const next = this.pause ? null : this.#outbox.next();
    if (next && this.#connection.send(frameToSend(next))) {
      this.#outbox.markSending(next.id);
    }
    this.#changed();
  }

  /**
   * @param {string} code
   * @param {number} milliseconds
   */
  #pauseFor(code, milliseconds) {
    this.#endPause();
    this.pause = { code, until: Date.now() + milliseconds };
    const wait = Math.min(LONGEST_PAUSE_MS, Math.max(SHORTEST_PAUSE_MS, milliseconds));
    this.#timer = setTimeout(() => {
      this.#endPause();
      this.#sendNext();
    }, wait);
  }

  #endPause() {
    if (this.#timer) {
      clearTimeout(this.#timer);
    }
    this.#timer = null;
    this.pause = null;
  }
}
