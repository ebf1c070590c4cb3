/** Calls somebody who looks elsewhere: by a notification when they are mentioned, by a tone. Both only as chosen for this room. */

import { mentions } from '../model/mention.js';
import { tone } from './sound.js';

const MOST_CHARACTERS = 200;
/** Not more often, or a busy room becomes an alarm. */
const LEAST_MS = 3_000;

/** What can be chosen for a room; off until somebody does. */
const QUIET = { notify: false, sound: false };

export class Attention {
  #mine;
  #key;
  #room;
  #me;
  #calledAt = 0;

  /** @param {import('../storage/memberStorage.js').Mine} mine @param {string} room @param {import('../model/conversation.js').Member} me */
  constructor(mine, room, me) {
    this.#mine = mine;
    this.#key = `attention/${room}`;
    this.#room = room;
    this.#me = me;
  }

  /** @returns {{notify: boolean, sound: boolean}} */
  get chosen() {
    return { ...QUIET, ...this.#mine.recall(this.#key) };
  }

  choose(change) {
    this.#mine.keep(this.#key, { ...this.chosen, ...change });
  }

  /** Somebody said something. */
  heard({ from, text, deleted }) {
    if (from.id === this.#me.id || deleted || looking()) {
      return;
    }
    const { notify, sound } = this.chosen;
    if (notify && allowed() && mentions(text, this.#me.name)) {
      this.#notify(from, text);
    }
    if (sound && Date.now() - this.#calledAt >= LEAST_MS) {
      this.#calledAt = Date.now();
      tone();
    }
  }

  async #notify({ name }, text) {
    const title = `${name} · ${this.#room}`;
    const body = [...text].slice(0, MOST_CHARACTERS).join('');
    const options = { body, tag: `room ${this.#room}`, renotify: true, data: location.href };
    const worker = await navigator.serviceWorker?.getRegistration();
    if (worker?.active) {
      // A phone shows a notification only from a worker.
      worker.showNotification(title, options);
    } else {
      new Notification(title, options).onclick = () => focus();
    }
  }
}

/** Missing where a page is served over plain http. */
export const canNotify = () => 'Notification' in window && isSecureContext;

/** Asks the person, on a click of theirs. @returns {Promise<boolean>} */
export const askToNotify = async () => (await Notification.requestPermission()) === 'granted';

const allowed = () => canNotify() && Notification.permission === 'granted';

const looking = () => document.visibilityState === 'visible' && document.hasFocus();
