/** Shortcodes: replaces `:name:` by the emoji of that name. */

import { CODE, UNSPACED } from '../model/mention.js';
import { emojiNamed } from './emoji.js';

const ADDRESS = 'https?://[^\\s<>"]+';
/** Neither a word, of a script with spaces, nor a colon or slash stands beside shortcodes: `12:100:00`, `a/:b:/c`. */
const BESIDE = `[${UNSPACED}]|[^\\p{L}\\p{N}\\p{M}_:/\\\\]`;
const ONE = ':[\\p{L}\\d_+-]{1,24}:';
/** The variation selector is the end of an emoji. */
const SHORTCODES = new RegExp(`${CODE}|${ADDRESS}|(?<=^|\\uFE0F|${BESIDE})(?<codes>(?:${ONE})+)(?=$|${BESIDE})`, 'giu');

/**
 * The text as it is sent. Code and addresses stay as they are, and so does a name that no emoji has.
 *
 * @param {string} written
 */
export const replaceShortcodes = (written) =>
  written.replace(SHORTCODES, (whole, codes) => (codes ? replaceEach(whole) : whole));

/** @param {string} codes */
const replaceEach = (codes) => codes.replace(/:([^:]+):/g, (whole, name) => emojiNamed(name) || whole);
