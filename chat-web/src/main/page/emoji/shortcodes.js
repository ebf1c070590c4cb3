/** Shortcodes: replaces `:name:` by the emoji of that name. */

import { CODE } from '../model/mention.js';
import { emojiNamed } from './emoji.js';

const SHORTCODE = new RegExp(`${CODE}|:([\\p{L}\\d_+-]{1,24}):`, 'gu');

/**
 * The text as it is sent. Code stays as it is, and so does a name that no emoji has.
 *
 * @param {string} written
 */
export const replaceShortcodes = (written) =>
  written.replace(SHORTCODE, (whole, name) => (name && emojiNamed(name)) || whole);
