/**
 * Notifies somebody who does not look at the page: of a mention by a system notification, of any message by a sound.
 * Both only as this room's settings say.
 *
 * @import { KnownNames } from '../model/knownNames.js'
 * @import { Member } from '../model/types.js'
 * @import { Storage } from '../storage/storage.js'
 */

import { isVisible } from '../ui/visibility.js';
import { playSound } from './sound.js';

const CHARACTERS_LIMIT = 200;
/** A sound is played every 3 s at most, because a busy room would be an alarm. */
const SOUND_INTERVAL_MS = 3_000;

/**
 * Of what a room notifies; of nothing: its list of rooms shows nothing unread either.
 *
 * @typedef {'all' | 'mentions' | 'nothing'} Level
 * @typedef {{level: Level, sound: boolean}} NotificationSettings
 */

/** @type {NotificationSettings} */
const DEFAULTS = { level: 'mentions', sound: false };

/** @param {string} room */
const keyOf = (room) => `attention/${room}`;

export class Notifications {
  /** Called when the settings have changed. */
  changed = () => {};

  #storage;
  #room;
  #me;
  #soundedAt = 0;

  /**
   * @param {Storage} storage where the settings of each room are kept
   * @param {string} room this page's
   * @param {Member} me who is mentioned
   */
  constructor(storage, room, me) {
    this.#storage = storage;
    this.#room = room;
    this.#me = me;
  }

  /**
   * @param {string} room
   * @returns {NotificationSettings}
   */
  settingsOf(room) {
    return { ...DEFAULTS, ...this.#storage.load(keyOf(room)) };
  }

  get settings() {
    return this.settingsOf(this.#room);
  }

  /**
   * Whether a room shows nothing of what is unread there.
   *
   * @param {string} room
   */
  isQuiet(room) {
    return this.settingsOf(room).level === 'nothing';
  }

  /** @param {Partial<NotificationSettings>} change */
  change(change) {
    this.#storage.store(keyOf(this.#room), { ...this.settings, ...change });
    this.changed();
  }

  /**
   * A message arrived. An answer to a message of this member notifies as a mention does.
   *
   * @param {{from?: Member, text?: string, re?: number, deleted?: boolean}} message
   * @param {KnownNames} names
   * @param {{load: (seq: number) => Promise<{from: Member} | null>}} answered finds the messages that others answer
   */
  async messageArrived({ from, text, re, deleted }, names, answered) {
    if (!from || from.id === this.#me.id || deleted || isVisible()) {
      return;
    }
    const { level, sound } = this.settings;
    if (sound && level !== 'nothing' && Date.now() - this.#soundedAt >= SOUND_INTERVAL_MS) {
      this.#soundedAt = Date.now();
      playSound();
    }
    const concernsMe = async () => re !== undefined && (await answered.load(re))?.from.id === this.#me.id;
    if (level === 'all' || (level === 'mentions' && (await concernsMe()))) {
      this.#notifyHere(from, text);
    } else {
      this.#mentioned(from, text, names);
    }
  }

  /**
   * A message was edited: one that mentions this member only now is told as a new one would be.
   *
   * @param {{from: Member, text?: string}} message as it is now
   * @param {string | undefined} before its text, where that is known
   * @param {KnownNames} names
   */
  messageEdited({ from, text }, before, names) {
    if (from.id !== this.#me.id && !isVisible() && !names.mentions(before, this.#me.name)) {
      this.#mentioned(from, text, names);
    }
  }

  /**
   * @param {Member} from
   * @param {string | undefined} text
   * @param {KnownNames} names
   */
  #mentioned(from, text, names) {
    if (this.settings.level !== 'nothing' && names.mentions(text ?? '', this.#me.name)) {
      this.#notifyHere(from, text);
    }
  }

  /**
   * @param {Member} from
   * @param {string | undefined} text
   */
  #notifyHere(from, text) {
    notify(this.#room, `${from.name} · ${this.#room}`, text || '📎', location.href);
  }
}

/**
 * Shows a notification, where the person allows it and does not look at the page. It takes the place of the room's last.
 *
 * @param {string} room
 * @param {string} title
 * @param {string} text
 * @param {string} address what it leads to
 */
export async function notify(room, title, text, address) {
  if (isVisible() || !isPermitted()) {
    return;
  }
  const body = [...text].slice(0, CHARACTERS_LIMIT).join('');
  const options = { body, tag: `room ${room}`, renotify: true, data: address };
  const worker = await navigator.serviceWorker?.getRegistration();
  if (worker?.active) {
    // A phone shows a notification only from a service worker.
    worker.showNotification(title, options);
  } else {
    new Notification(title, options).onclick = () => {
      focus();
      if (location.href !== address) {
        location.href = address;
      }
    };
  }
}

/** Missing where a page is served over plain http. */
export const canNotify = () => 'Notification' in window && isSecureContext;

/** Asks the person for permission, on a click of theirs. */
export const requestPermission = async () => (await Notification.requestPermission()) === 'granted';

const isPermitted = () => canNotify() && Notification.permission === 'granted';
