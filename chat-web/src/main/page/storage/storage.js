/**
 * The browser's local storage, under one prefix. Where a browser allows no storage, the page works and stores nothing.
 *
 * @typedef {object} Storage
 * @property {(key: string, value: unknown) => void} store
 * @property {(key: string) => any} load null where there is nothing
 * @property {(key: string) => void} remove
 * @property {(prefix: string) => string[]} keysWithPrefix
 */

const PREFIX = 'chat/';

/** @type {Storage} */
export const storage = {
  store(key, value) {
    try {
      localStorage.setItem(PREFIX + key, JSON.stringify(value));
    } catch {
      // Full or forbidden: what is on the page is all there is.
    }
  },

  load(key) {
    try {
      return JSON.parse(localStorage.getItem(PREFIX + key) ?? 'null');
    } catch {
      return null;
    }
  },

  remove(key) {
    try {
      localStorage.removeItem(PREFIX + key);
    } catch {
      // Forbidden, so nothing was stored.
    }
  },

  keysWithPrefix(prefix) {
    try {
      return Object.keys(localStorage)
        .filter((key) => key.startsWith(PREFIX + prefix))
        .map((key) => key.slice(PREFIX.length));
    } catch {
      return [];
    }
  },
};
