/**
 * The rules for a text that is being written. Pure.
 *
 * @import { ClientFrame, Message } from '../model/types.js'
 */

/** @typedef {{kind: 'reply' | 'edit', message: Message}} Mode */

/**
 * The frame for a text; null where it changes nothing.
 *
 * @param {Mode | null} mode null: a new message
 * @param {string} written
 * @returns {ClientFrame | null}
 */
export function frameOf(mode, written) {
  switch (mode?.kind) {
    case 'edit':
      return written === mode.message.text ? null : { type: 'edit', of: mode.message.seq, text: written };
    case 'reply':
      return { type: 'say', text: written, re: mode.message.seq };
    default:
      return { type: 'say', text: written };
  }
}

/**
 * How many characters a text has for the server, which counts code points.
 *
 * @param {string} written
 */
export const codePoints = (written) => [...written].length;

/** The line breaks of other programs: a word processor's, a page's, and those of Unicode. */
const LINE_BREAK = /[\v\f\x85\u2028\u2029]/g;

/**
 * A text with every line break as the one that the server takes; as long as before.
 *
 * @param {string} written
 */
export const withLineBreaks = (written) => written.replace(LINE_BREAK, '\n');

/**
 * A text without what the server refuses and nobody typed on purpose: control characters and halves of characters.
 *
 * @param {string} written
 */
export const sendable = (written) => withLineBreaks(written).replace(/(?![\n\t])\p{Cc}|\p{Cs}/gu, '');

/**
 * The text that mentions a member, for the place after another text.
 *
 * @param {string} name
 * @param {string} before
 */
export const mentionAfter = (name, before) => `${/(^|\s)$/u.test(before) ? '' : ' '}@${name} `;

/** Whether the preview of a text may differ from the text: it has markup, a link or a shortcode. */
const MARKUP = /[*_`~[\]<>#]|^\s*([-+]|\d+[.)])\s|https?:|:[\p{L}\d_+-]+:/mu;

/** @param {string} written */
export const hasMarkup = (written) => MARKUP.test(written);
