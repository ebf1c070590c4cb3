/** Who is meant by `@Name` in a text. Pure, but for marking it. */

/** Scripts that put no space between words: a name may be followed by the next word at once. */
const UNSPACED = '\\p{sc=Han}\\p{sc=Hira}\\p{sc=Kana}\\p{sc=Hang}\\p{sc=Thai}\\p{sc=Laoo}\\p{sc=Khmr}\\p{sc=Mymr}';
const ENDS_UNSPACED = new RegExp(`[${UNSPACED}]$`, 'u');
/** What stands in code means nobody, and no emoji either. */
export const CODE = '```[\\s\\S]*?(?:```|$)|`[^`\\n]*`';

const SAME = (one, other) => one.localeCompare(other, undefined, { sensitivity: 'accent' }) === 0;

/**
 * What `@Name` looks like for some names, the longest first: `@Annabel` is not Ann. An address such as `me@ann` is not meant.
 *
 * @param {Iterable<string>} names
 * @returns {RegExp | null} null where nobody can be meant
 */
export function patternOf(names) {
  const longestFirst = [...new Set(names)].sort((one, other) => other.length - one.length);
  if (longestFirst.length === 0) {
    return null;
  }
  const spelt = longestFirst.map((name) => `${escaped(name)}${ENDS_UNSPACED.test(name) ? '' : END}`);
  return new RegExp(`(?<![\\w.%+-])@(${spelt.join('|')})`, 'giu');
}

const END = `(?=[${UNSPACED}]|[^\\p{L}\\p{N}\\p{M}_]|$)`;

/** Not the hyphen, which means nothing here: written with a backslash it is a mistake. */
const escaped = (name) => name.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/**
 * Whether a text means somebody.
 *
 * @param {string} text as it was written
 * @param {string} name
 * @param {Iterable<string>} [others] who else may be meant, whose longer names may begin with this one
 */
export function mentions(text, name, others = []) {
  if (!text?.includes('@')) {
    return false;
  }
  const plain = text.replace(new RegExp(CODE, 'g'), ' ');
  return [...plain.matchAll(patternOf([name, ...others]))].some(([, meant]) => SAME(meant, name));
}

/** Marks in an element who is meant, and apart from others the reader. */
export function mark(element, pattern, mine) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    if (walker.currentNode.data.includes('@') && !walker.currentNode.parentElement.closest('code, a')) {
      found.push(walker.currentNode);
    }
  }
  found.forEach((node) => node.replaceWith(...marked(node.data, pattern, mine)));
}

function marked(written, pattern, mine) {
  const nodes = [];
  let end = 0;
  for (const match of written.matchAll(pattern)) {
    const name = document.createElement('span');
    name.className = SAME(match[1], mine) ? 'mention mention-me' : 'mention';
    name.textContent = match[0];
    nodes.push(written.slice(end, match.index), name);
    end = match.index + match[0].length;
  }
  return [...nodes, written.slice(end)];
}
