/**
 * The storage of the member who is signed in. Nothing is stored for anybody else: the constructor removes what is, and
 * everything is removed when this member signs out.
 *
 * @import { Storage } from './storage.js'
 */

/** @implements {Storage} */
export class MemberStorage {
  #storage;
  #prefix;
  #frozen = false;

  /**
   * @param {Storage} storage
   * @param {string} id the member's
   */
  constructor(storage, id) {
    this.#storage = storage;
    this.#prefix = `mine/${id}/`;
    const others = storage.keysWithPrefix('mine/').filter((key) => !key.startsWith(this.#prefix));
    for (const key of others) {
      storage.remove(key);
    }
  }

  /**
   * @param {string} key
   * @param {unknown} value
   */
  store(key, value) {
    if (!this.#frozen) {
      this.#storage.store(this.#prefix + key, value);
    }
  }

  /** @param {string} key */
  load(key) {
    return this.#storage.load(this.#prefix + key);
  }

  /** @param {string} key */
  remove(key) {
    this.#storage.remove(this.#prefix + key);
  }

  /** @param {string} prefix */
  keysWithPrefix(prefix) {
    return this.#storage.keysWithPrefix(this.#prefix + prefix).map((key) => key.slice(this.#prefix.length));
  }

  /** Stores nothing any more, because other tabs may close later than the one in which the member signs out. */
  freeze() {
    this.#frozen = true;
  }

  /** Removes everything, and stores nothing any more. */
  clear() {
    this.freeze();
    for (const key of this.keysWithPrefix('')) {
      this.remove(key);
    }
  }
}
