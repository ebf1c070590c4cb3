/** The rule for the name of a file. Pure. */

const BYTES_LIMIT = 255;

/** What the server refuses in a name: a slash, control characters, and those that change the direction of a text. */
const REFUSED = /[/\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** @param {string} written */
const bytesOf = (written) => new TextEncoder().encode(written).length;

/**
 * A name that the server takes: without what it refuses, and short enough, with its ending kept.
 *
 * @param {string} name
 */
export function fileName(name) {
  const allowed = name.replace(REFUSED, '').trim() || 'file';
  const [ending] = /\.\w{1,10}$/.exec(allowed) ?? [''];
  let beginning = [...allowed.slice(0, allowed.length - ending.length)];
  while (bytesOf(beginning.join('') + ending) > BYTES_LIMIT) {
    beginning = beginning.slice(0, -1);
  }
  return beginning.join('') + ending;
}
