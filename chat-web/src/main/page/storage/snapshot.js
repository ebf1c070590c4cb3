/**
 * A snapshot of the room's conversation, in this browser: the page opens with it, also offline.
 *
 * @import { Conversation } from '../model/conversation.js'
 * @import { Message } from '../model/types.js'
 * @import { Storage } from './storage.js'
 */

/** A snapshot has 100 messages and 200,000 characters at most, because the storage of a browser is small. */
const MESSAGES_LIMIT = 100;
const CHARACTERS_LIMIT = 200_000;
/** 10 rooms have one, for the same reason. */
const ROOMS_LIMIT = 10;
const INTERVAL_MS = 10_000;
/** The version of the stored format. */
const FORMAT = 1;

const PREFIX = 'known/';

/** @param {string} room */
export const snapshotKey = (room) => PREFIX + room;

export class Snapshot {
  #storage;
  #key;
  #conversation;
  /** @type {string | null} the cursor of what is stored */
  #stored = null;

  /**
   * @param {Storage} storage
   * @param {string} room
   * @param {Conversation} conversation
   */
  constructor(storage, room, conversation) {
    this.#storage = storage;
    this.#key = snapshotKey(room);
    this.#conversation = conversation;
  }

  /** Stores it from now on: every 10 s, and when the page is left. */
  start() {
    setInterval(() => this.store(), INTERVAL_MS);
    addEventListener('pagehide', () => this.store());
    document.addEventListener('visibilitychange', () => this.store());
  }

  /** Puts it into the conversation, before the first entry arrives; false where there is none. */
  restore() {
    const snapshot = this.#storage.load(this.#key);
    if (snapshot?.shape !== FORMAT) {
      return false;
    }
    this.#stored = snapshot.cursor;
    this.#conversation.reset(snapshot.cursor, snapshot.messages, snapshot.more);
    return true;
  }

  /** Stores how the conversation stands now. */
  store() {
    const { cursor, messages, more } = this.#conversation;
    if (cursor === null || cursor === this.#stored) {
      return;
    }
    this.#stored = cursor;
    const latest = latestThatFit(messages);
    this.#storage.store(this.#key, {
      shape: FORMAT,
      at: Date.now(),
      cursor,
      messages: latest,
      more: more || latest.length < messages.length,
    });
    this.#removeOldest();
  }

  /**
   * Drops the messages that the server has erased meanwhile, here and, soon, from what is stored.
   *
   * @param {number} seconds after which it erases one
   * @returns {boolean} whether there was one
   */
  erase(seconds) {
    const erased = this.#conversation.eraseBefore(new Date(Date.now() - seconds * 1000).toISOString());
    if (erased) {
      // The cursor stays the same.
      this.#stored = null;
    }
    return erased;
  }

  #removeOldest() {
    const others = this.#storage.keysWithPrefix(PREFIX).filter((key) => key !== this.#key);
    if (others.length >= ROOMS_LIMIT) {
      const storedAt = (/** @type {string} */ key) => this.#storage.load(key)?.at ?? 0;
      others.sort((one, other) => storedAt(other) - storedAt(one));
      for (const key of others.slice(ROOMS_LIMIT - 1)) {
        this.#storage.remove(key);
      }
    }
  }
}

/** @param {Message[]} messages */
function latestThatFit(messages) {
  let characters = 0;
  const last = messages.findLastIndex((message, index) => {
    characters += JSON.stringify(message).length;
    return characters > CHARACTERS_LIMIT || messages.length - index > MESSAGES_LIMIT;
  });
  return messages.slice(last + 1);
}
