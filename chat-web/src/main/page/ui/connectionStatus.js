/**
 * The status of the connection; and where the person has to act, what to do.
 *
 * @import { ConnectionState } from '../net/connection.js'
 */

import { button } from './elements.js';
import { text } from './texts.js';

/** The statuses and close codes that only signing in again can mend. */
const SIGN_IN = new Set([401, 409, 4001, 'cookies']);

export class ConnectionStatus {
  #parts;
  #room;
  #retry;
  #shown = '';

  /**
   * @param {{line: HTMLElement, reason: HTMLElement}} parts
   * @param {string} room
   * @param {() => void} retry connects once more
   */
  constructor(parts, room, retry) {
    this.#parts = parts;
    this.#room = room;
    this.#retry = retry;
  }

  /**
   * @param {ConnectionState} state
   * @param {number | string | null} reason an HTTP status, a close code, or the owner's reason
   * @param {string} explanation of the reason
   */
  show(state, reason, explanation) {
    const line = state === 'lost' && !navigator.onLine ? 'offline' : state;
    const shown = `${line} ${reason}`;
    // Set once, however often the connection is tried, because a screen reader reads out each change.
    if (shown !== this.#shown) {
      this.#shown = shown;
      this.#parts.line.dataset.state = line;
      this.#parts.line.textContent = text(`state.${line}`);
      this.#explain(state, reason, explanation);
    }
  }

  /**
   * @param {ConnectionState} state
   * @param {number | string | null} reason null where there is nothing to explain
   * @param {string} explanation
   */
  #explain(state, reason, explanation) {
    const { reason: box } = this.#parts;
    box.hidden = reason === null && state !== 'stopped';
    box.replaceChildren();
    if (!box.hidden) {
      box.append(explanation, ' ');
    }
    if (state === 'stopped') {
      box.append(reason !== null && SIGN_IN.has(reason) ? this.#signInLink() : button(text('retry'), this.#retry));
    }
  }

  #signInLink() {
    const link = document.createElement('a');
    link.href = `/?room=${encodeURIComponent(this.#room)}`;
    link.textContent = text('signin');
    return link;
  }
}
