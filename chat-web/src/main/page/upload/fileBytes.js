/**
 * The bytes of files that wait to be sent: in this browser's database, so that they outlive a reload. Where a browser
 * has none, they are kept in memory.
 */

const DATABASE = 'chat-files';
const STORE = 'bytes';
/** Bytes that no message has are removed after a day, because another tab may be about to send them. */
const UNUSED_KEPT_MS = 86_400_000;

export class FileBytes {
  /** @type {Map<string, Blob>} what is not in the database (yet) */
  #memory = new Map();
  /** @type {Promise<IDBDatabase | null> | undefined} */
  #database;

  /** A name for bytes: it begins with the time, by which unused bytes are removed. */
  static newKey() {
    return `${Date.now()}-${crypto.getRandomValues(new Uint32Array(3)).join('-')}`;
  }

  /**
   * @param {string} key
   * @param {Blob} bytes
   */
  async store(key, bytes) {
    this.#memory.set(key, bytes);
    if ((await this.#run('readwrite', (store) => store.put(bytes, key))) !== undefined) {
      this.#memory.delete(key);
    }
  }

  /**
   * @param {string} key
   * @returns {Promise<Blob | null>} null where they are not in this browser
   */
  async load(key) {
    return this.#memory.get(key) ?? (await this.#run('readonly', (store) => store.get(key))) ?? null;
  }

  /** @param {string} key */
  async remove(key) {
    this.#memory.delete(key);
    await this.#run('readwrite', (store) => store.delete(key));
  }

  /**
   * Removes what no message has, of any room and member.
   *
   * @param {Set<string>} used
   */
  async removeUnused(used) {
    const keys = (await this.#run('readonly', (store) => store.getAllKeys())) ?? [];
    const isOld = (/** @type {string} */ key) => Date.now() - Number.parseInt(key, 10) > UNUSED_KEPT_MS;
    for (const key of keys.map(String)) {
      if (!used.has(key) && isOld(key)) {
        await this.remove(key);
      }
    }
  }

  /**
   * @template T
   * @param {IDBTransactionMode} mode
   * @param {(store: IDBObjectStore) => IDBRequest<T>} act
   * @returns {Promise<T | undefined>} undefined where it failed
   */
  async #run(mode, act) {
    this.#database ??= openDatabase();
    const database = await this.#database;
    return new Promise((resolve) => {
      if (!database) {
        resolve(undefined);
        return;
      }
      const transaction = database.transaction(STORE, mode);
      const result = act(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(result.result);
      transaction.onabort = () => resolve(undefined);
    });
  }
}

/** @returns {Promise<IDBDatabase | null>} null where the browser allows none */
function openDatabase() {
  return new Promise((resolve) => {
    try {
      const opening = indexedDB.open(DATABASE, 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => resolve(null);
    } catch {
      resolve(null);
    }
  });
}
