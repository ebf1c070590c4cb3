/** Mentions: finds `@Name` in a text. Pure. */

/** Scripts that put no space between words: a name or an emoji may be followed by the next word at once. */
export const UNSPACED =
  '\\p{sc=Han}\\p{sc=Hira}\\p{sc=Kana}\\p{sc=Hang}\\p{sc=Thai}\\p{sc=Laoo}\\p{sc=Khmr}\\p{sc=Mymr}';
const ENDS_UNSPACED = new RegExp(`[${UNSPACED}]$`, 'u');
/** Where a name ends that must not be followed by further letters. */
const END = `(?=[${UNSPACED}]|[^\\p{L}\\p{N}\\p{M}_]|$)`;

/** The source of a pattern for code: there, neither a mention nor a shortcode is looked for. */
export const CODE = '```[\\s\\S]*?(?:```|$)|`[^`\\n]*`';

/**
 * @param {string} one
 * @param {string} other
 */
export const isSameName = (one, other) => one.localeCompare(other, undefined, { sensitivity: 'accent' }) === 0;

/**
 * The pattern of `@Name` for some names, the longest first, so that `@Annabel` does not mention Ann. An address such as
 * `me@ann` is no mention.
 *
 * @param {Iterable<string>} names
 * @returns {RegExp | null} null where there are no names
 */
export function mentionPattern(names) {
  const longestFirst = [...new Set(names)].sort((one, other) => other.length - one.length);
  if (longestFirst.length === 0) {
    return null;
  }
  const sources = longestFirst.map((name) => `${escaped(name)}${ENDS_UNSPACED.test(name) ? '' : END}`);
  return new RegExp(`(?<![\\w.%+-])@(${sources.join('|')})`, 'giu');
}

/**
 * A name as the source of a pattern. The hyphen is not escaped, because with a backslash it is an error here.
 *
 * @param {string} name
 */
const escaped = (name) => name.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/**
 * Whether a text mentions somebody.
 *
 * @param {string | undefined} text as it was written
 * @param {string} name
 * @param {Iterable<string>} [others] the names of others, which may begin with this one and be longer
 */
export function mentions(text, name, others = []) {
  if (!text?.includes('@')) {
    return false;
  }
  const pattern = mentionPattern([name, ...others]);
  const plain = text.replace(new RegExp(CODE, 'g'), ' ');
  return pattern !== null && [...plain.matchAll(pattern)].some(([, named]) => isSameName(named, name));
}

/**
 * The parts of a text: mentions, and what is between them.
 *
 * @param {string} text
 * @param {RegExp} pattern
 * @returns {{text: string, name?: string}[]} with a name where the part is a mention
 */
export function mentionParts(text, pattern) {
  const parts = [];
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    parts.push({ text: text.slice(end, match.index) }, { text: match[0], name: match[1] });
    end = match.index + match[0].length;
  }
  return [...parts, { text: text.slice(end) }].filter((part) => part.text !== '');
}
