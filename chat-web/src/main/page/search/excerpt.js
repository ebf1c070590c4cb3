/** The excerpt of a message around the words that were found. Pure. */

/** 40 characters are shown before the first match, and 240 in all. */
const CONTEXT = 40;
const LENGTH = 240;

/**
 * The part of a text around the first match.
 *
 * @param {string} written
 * @param {string[]} words
 */
export function excerpt(written, words) {
  const first = firstMatch(written, words);
  const start = first > 2 * CONTEXT ? first - CONTEXT : 0;
  const end = start + LENGTH;
  return `${start > 0 ? '…' : ''}${written.slice(start, end)}${end < written.length ? '…' : ''}`;
}

/**
 * Where the first of some words begins; -1 where there is none.
 *
 * @param {string} written
 * @param {string[]} words
 */
function firstMatch(written, words) {
  const places = words.map((word) => written.toLowerCase().indexOf(word.toLowerCase())).filter((place) => place >= 0);
  return places.length > 0 ? Math.min(...places) : -1;
}

/**
 * The parts of a text: by turns what does not match, and what matches.
 *
 * @param {string} written
 * @param {string[]} words
 */
export function splitAtMatches(written, words) {
  const alternatives = words.map((word) => word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|');
  return written.split(new RegExp(`(${alternatives})`, 'giu'));
}
