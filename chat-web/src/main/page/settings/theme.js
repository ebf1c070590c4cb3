/** The theme and the language of the page: kept in cookies, because the server needs them with the first byte. */

import { setCookie } from '../storage/cookies.js';

const root = document.documentElement;

/** The page's colour where the theme is dark, as the server writes it. */
const DARK = '#171a1b';

/** `light`, `dark`, or `auto`: as the system has it. */
export const theme = () => root.dataset.colours || 'auto';

/** @param {string} selected */
export function setTheme(selected) {
  setCookie('chat-colours', selected);
  if (selected === 'auto') {
    delete root.dataset.colours;
  } else {
    root.dataset.colours = selected;
  }
  /** @type {NodeListOf<HTMLMetaElement>} */
  const metas = document.querySelectorAll('meta[name="theme-color"]');
  for (const meta of metas) {
    meta.media = mediaOf(meta.content === DARK ? 'dark' : 'light', selected);
  }
}

/** @param {string} selected `zh` or `en` */
export function setLanguage(selected) {
  setCookie('chat-language', selected);
  location.reload();
}

/**
 * The media query of the page's colour in a theme.
 *
 * @param {string} own
 * @param {string} selected
 */
function mediaOf(own, selected) {
  if (selected === 'auto') {
    return `(prefers-color-scheme: ${own})`;
  }
  return own === selected ? 'all' : 'not all';
}
