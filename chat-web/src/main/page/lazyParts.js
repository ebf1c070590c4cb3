/**
 * Loads the parts of the page that the first message does not need: once the page is connected, or when somebody uses
 * one of them earlier. What is used waits until they are there.
 */

import { showNotice } from './ui/notice.js';
import { text } from './ui/texts.js';

/** After 400 ms of waiting, the page says that it loads. */
const PATIENCE_MS = 400;

/** @typedef {typeof import('./lazy.js')} Parts */

export class LazyParts {
  /** @type {Parts | null} what is loaded */
  loaded = null;
  /** Whether the latest attempt has failed. */
  failed = false;

  #attempts = 0;
  /** @type {Promise<Parts> | null} */
  #loading = null;
  /** @type {((parts: Parts) => void)[]} */
  #waiting = [];

  /** Loads them as soon as the browser has nothing else to do. */
  preload() {
    if (!this.#loading) {
      const idle = globalThis.requestIdleCallback ?? setTimeout;
      idle(() => this.load().catch(() => {}));
    }
  }

  /**
   * Calls an action when they are loaded, now or later; it waits for the next attempt where this one fails.
   *
   * @param {(parts: Parts) => void} action
   */
  whenLoaded(action) {
    if (this.loaded) {
      action(this.loaded);
    } else {
      this.#waiting.push(action);
    }
  }

  /**
   * Does what a person has asked for; where the parts cannot be loaded, says so, and the person may try again.
   *
   * @param {(parts: Parts) => void} action
   */
  async use(action) {
    const patience = setTimeout(() => this.loaded || showNotice(text('lazy.loading')), PATIENCE_MS);
    try {
      action(await this.load());
    } catch (error) {
      if (this.loaded) {
        throw error;
      }
      showNotice(text('lazy.failed'));
    } finally {
      clearTimeout(patience);
    }
  }

  /** Loads them for a person who needs them now; says so where that fails. */
  want = () => this.use(() => {});

  /** @returns {Promise<Parts>} */
  async load() {
    this.#loading ??= this.#loadAll();
    try {
      return await this.#loading;
    } catch (error) {
      this.#loading = null;
      this.failed = true;
      throw error;
    }
  }

  async #loadAll() {
    // A browser remembers that a script could not be loaded: another address is tried anew.
    const query = this.#attempts++ > 0 ? `?attempt=${this.#attempts}` : '';
    const [parts] = await Promise.all([
      import(addressOf(`lazy.js${query}`)),
      loadStyles(addressOf(`lazy.css${query}`)),
    ]);
    this.loaded = parts;
    this.failed = false;
    for (const action of this.#waiting.splice(0)) {
      action(parts);
    }
    return parts;
  }
}

/** @param {string} name of a file that lies beside this script, once it is bundled */
const addressOf = (name) => new URL(name, import.meta.url).href;

/** @param {string} address */
function loadStyles(address) {
  const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: address });
  return new Promise((resolve, reject) => {
    link.onload = resolve;
    link.onerror = () => {
      link.remove();
      reject(new Error(`${address} cannot be loaded`));
    };
    document.head.append(link);
  });
}
