/** How the connection is, said calmly; and where somebody has to act, what to do. */

import { has, text } from './texts.js';

/** What only signing in again can mend. */
const SIGN_IN = new Set([401, 409, 4001]);

export class Status {
  #parts;
  #room;
  #again;
  #shown = '';

  /**
   * @param {{line: HTMLElement, why: HTMLElement}} parts
   * @param {string} room
   * @param {() => void} again connects once more
   */
  constructor(parts, room, again) {
    this.#parts = parts;
    this.#room = room;
    this.#again = again;
  }

  /** @param {import('../net/connection.js').State} state @param {number | string | null} why */
  show(state, why) {
    const line = state === 'lost' && !navigator.onLine ? 'offline' : state;
    const shown = `${line} ${why}`;
    // A screen reader is told once, however often it is tried.
    if (shown !== this.#shown) {
      this.#shown = shown;
      this.#parts.line.dataset.state = line;
      this.#parts.line.textContent = text(`state.${line}`);
      this.#explain(state, why);
    }
  }

  #explain(state, why) {
    const { why: box } = this.#parts;
    box.hidden = why === null && state !== 'stopped';
    box.replaceChildren();
    if (!box.hidden) {
      box.append(text(has(`why.${why}`) ? `why.${why}` : 'why.other'), ' ', ...this.#acts(state, why));
    }
  }

  #acts(state, why) {
    if (state !== 'stopped') {
      return [];
    }
    return SIGN_IN.has(why) ? [this.#signIn()] : [this.#retry()];
  }

  #signIn() {
    const link = document.createElement('a');
    link.href = `/?room=${encodeURIComponent(this.#room)}`;
    link.textContent = text('signin');
    return link;
  }

  #retry() {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = text('retry');
    button.onclick = this.#again;
    return button;
  }
}
