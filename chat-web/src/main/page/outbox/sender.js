/** Sends what waits: in order, one at a time, each again until it is answered. */

/** A server that asks for patience gets some, but never so much that a message seems lost. */
const SHORTEST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 60_000;

export class Sender {
  #waiting;
  #connection;
  #changed;
  #pause = 0;

  /**
   * @param {import('./outbox.js').Waiting} waiting
   * @param {import('../net/connection.js').Connection} connection
   * @param {() => void} changed what is shown of them is not right any more
   */
  constructor(waiting, connection, changed) {
    this.#waiting = waiting;
    this.#connection = connection;
    this.#changed = changed;
  }

  /** @param {object} frame what to send @param {string | null} epoch the numbering of the message that it speaks of */
  say(frame, epoch) {
    this.#waiting.add(frame, epoch);
    this.#go();
  }

  connected() {
    clearTimeout(this.#pause);
    this.#pause = 0;
    this.#go();
  }

  disconnected() {
    this.#waiting.disconnected();
    this.#changed();
  }

  /** @param {number} heard the last entry that came; one that came already is not awaited any more */
  kept(id, seq, heard) {
    if (seq <= heard) {
      this.#waiting.remove(id);
    } else {
      this.#waiting.kept(id, seq);
    }
    this.#go();
  }

  refused({ id, code, retryAfter }) {
    if (code === 'too-fast') {
      this.#waiting.later(id);
      this.#restFor(retryAfter ?? LONGEST_PAUSE_MS);
    } else {
      this.#waiting.failed(id, code);
    }
    this.#go();
  }

  again(id) {
    this.#waiting.again(id);
    this.#go();
  }

  discard(id) {
    this.#waiting.remove(id);
    this.#changed();
  }

  #go() {
    const next = this.#pause ? null : this.#waiting.next();
    if (next && this.#connection.send(next.frame)) {
      this.#waiting.sending(next.id);
    }
    this.#changed();
  }

  #restFor(milliseconds) {
    clearTimeout(this.#pause);
    const pause = Math.min(LONGEST_PAUSE_MS, Math.max(SHORTEST_PAUSE_MS, milliseconds));
    this.#pause = setTimeout(() => {
      this.#pause = 0;
      this.#go();
    }, pause);
  }
}
