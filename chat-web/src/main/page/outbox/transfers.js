/**
 * What the page shows of files that wait: how much of each is uploaded, and pictures as they will be. Of this page
 * alone, and not stored.
 *
 * @import { FileRow } from '../model/rowModel.js'
 * @import { PendingFile } from '../model/types.js'
 */

export class Transfers {
  /** @type {Map<string, number>} */
  #fractions = new Map();
  /** @type {Map<string, string>} */
  #previews = new Map();
  #changed;

  /** @param {() => void} changed called when something is to be rendered again */
  constructor(changed) {
    this.#changed = changed;
  }

  /**
   * @param {string} key the file's
   * @param {number} fraction how much of it is uploaded, 0 to 1
   */
  setFraction(key, fraction) {
    this.#fractions.set(key, fraction);
    this.#changed();
  }

  /**
   * @param {string} key the file's
   * @param {string} address of the picture, in this browser
   */
  setPreview(key, address) {
    this.#previews.set(key, address);
    this.#changed();
  }

  /**
   * A file that waits, as it is shown: without its id, because nobody can open it yet.
   *
   * @param {PendingFile} file
   * @returns {FileRow}
   */
  shown({ id, key, ...file }) {
    return { ...file, preview: this.#previews.get(key), fraction: id ? 1 : (this.#fractions.get(key) ?? 0) };
  }

  /** @param {string} key */
  remove(key) {
    const address = this.#previews.get(key);
    if (address) {
      URL.revokeObjectURL(address);
    }
    this.#previews.delete(key);
    this.#fractions.delete(key);
  }
}
