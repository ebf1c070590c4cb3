/** A notice about what was just done: shown for 4 s, and read out. */

import { byId } from './elements.js';

const SHOWN_MS = 4_000;

/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/** @param {string} sentence */
export function showNotice(sentence) {
  const place = byId('notice');
  clearTimeout(timer);
  place.textContent = sentence;
  timer = setTimeout(() => {
    place.textContent = '';
  }, SHOWN_MS);
}
