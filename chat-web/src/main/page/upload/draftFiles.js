/**
 * The files of the message that is being written, kept in this browser, so that they outlive a reload as its text does.
 *
 * @import { Storage } from '../storage/storage.js'
 */

import { FileBytes } from './fileBytes.js';

/** @typedef {{key: string, name: string, type: string, alt: string}} DraftFile */

export class DraftFiles {
  #storage;
  #key;
  #bytes;

  /**
   * @param {Storage} storage
   * @param {string} key where the list is kept
   * @param {Pick<FileBytes, 'store' | 'load' | 'remove'>} bytes
   */
  constructor(storage, key, bytes) {
    this.#storage = storage;
    this.#key = key;
    this.#bytes = bytes;
  }

  /** @returns {DraftFile[]} */
  get #list() {
    return this.#storage.load(this.#key) ?? [];
  }

  /** @param {DraftFile[]} list */
  set #list(list) {
    if (list.length > 0) {
      this.#storage.store(this.#key, list);
    } else {
      this.#storage.remove(this.#key);
    }
  }

  /**
   * What is kept, in the order in which it was chosen; without those whose bytes are not in this browser any more.
   *
   * @returns {Promise<{key: string, file: File, alt: string}[]>}
   */
  async load() {
    const files = await Promise.all(this.#list.map((one) => this.#restored(one)));
    return files.filter((one) => one !== null);
  }

  /** @param {DraftFile} draft */
  async #restored({ key, name, type, alt }) {
    const bytes = await this.#bytes.load(key);
    return bytes && { key, file: new File([bytes], name, { type }), alt };
  }

  /**
   * @param {File} file
   * @returns {string} the key by which it is kept
   */
  add(file) {
    const key = FileBytes.newKey();
    this.#bytes.store(key, file);
    this.#list = [...this.#list, { key, name: file.name, type: file.type, alt: '' }];
    return key;
  }

  /**
   * @param {string} key
   * @param {string} alt its description
   */
  describe(key, alt) {
    this.#list = this.#list.map((one) => (one.key === key ? { ...one, alt } : one));
  }

  /** @param {string} key */
  remove(key) {
    this.#list = this.#list.filter((one) => one.key !== key);
    this.#bytes.remove(key);
  }
}
