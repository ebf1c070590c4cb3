/** The avatar of a member: an initial on a colour. Pure. */

import { graphemesOf } from './graphemes.js';

/**
 * The first grapheme of a name, in capitals.
 *
 * @param {string} name
 */
export function initialOf(name) {
  return graphemesOf(name)[0]?.toLocaleUpperCase() ?? '';
}

/**
 * The hue of a member's colour: the same on every page, and far apart for ids that are similar.
 *
 * @param {string} id
 */
export function hueOf(id) {
  let hash = 0;
  for (const character of id) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return (hash >>> 0) % 360;
}
