/**
 * The restrictions of what this member may say, as far as they are known: a mute, a slow room, a connection that has
 * ended, a database that is away. The composer says which holds, and keeps a text that could go nowhere.
 *
 * @import { ConnectionState } from '../net/connection.js'
 * @import { Composer } from './composer.js'
 */

import { durationOf, has, momentOf, text } from '../ui/texts.js';

/** The close code of a room that the owner has closed. */
const CLOSED = 4003;

export class Restrictions {
  #composer;
  /** @type {string} the sentence; empty while the connection has not ended */
  #stopped = '';
  #mutedUntil = 0;
  #slow = 0;
  #closedUntil = 0;
  #away = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {Pick<Composer, 'restrict'>} composer */
  constructor(composer) {
    this.#composer = composer;
  }

  /**
   * @param {ConnectionState} state
   * @param {number | string | null} reason
   */
  setConnection(state, reason) {
    if (state === 'open') {
      // The server says what holds after the welcome, and nothing where nothing does.
      this.set({});
    }
    this.#away = false;
    this.#stopped = state === 'stopped' ? this.explanationOf(reason) : '';
    this.#show();
  }

  /**
   * Why there is no connection, in a sentence; of a closed room with the time at which it opens.
   *
   * @param {number | string | null} reason
   */
  explanationOf(reason) {
    if (reason === CLOSED && this.#closedUntil > Date.now()) {
      return text('restricted.closed', { time: momentOf(new Date(this.#closedUntil)) });
    }
    return text(has(`why.${reason}`) ? `why.${reason}` : 'why.other');
  }

  /**
   * What holds for this member and room now, as the server says it.
   *
   * @param {{mutedUntil?: string, slow?: number, closedUntil?: string, log?: string}} state `slow` in milliseconds
   */
  set({ mutedUntil, slow, closedUntil, log }) {
    this.#closedUntil = Date.parse(closedUntil ?? '') || 0;
    this.#away = log === 'away';
    this.#mutedUntil = Date.parse(mutedUntil ?? '') || 0;
    this.#slow = slow ?? 0;
    this.#show();
  }

  /** @param {{code: string, retryAfter?: number}} refusal */
  refused({ code, retryAfter = 0 }) {
    if (code === 'muted') {
      this.#mutedUntil = Date.now() + retryAfter;
      this.#show();
    }
  }

  /** The server has accepted something, so there is no mute any more. */
  accepted() {
    if (this.#mutedUntil > 0) {
      this.#mutedUntil = 0;
      this.#show();
    }
  }

  #show() {
    clearTimeout(this.#timer);
    const left = this.#mutedUntil - Date.now();
    if (left > 0) {
      this.#timer = setTimeout(() => this.#show(), Math.min(left, 60_000));
    }
    this.#composer.restrict(this.#sentence(left), this.#stopped !== '');
  }

  /** @param {number} left milliseconds of the mute */
  #sentence(left) {
    if (this.#stopped) {
      return this.#stopped;
    }
    if (this.#away) {
      return text('restricted.away');
    }
    if (left > 0) {
      return text('restricted.muted', { time: momentOf(new Date(this.#mutedUntil)) });
    }
    return this.#slow > 0 ? text('restricted.slow', { duration: durationOf(this.#slow) }) : '';
  }
}
