/** How the page writes the size and the kind of a file. */

import { language } from './texts.js';

/** @type {['megabyte' | 'kilobyte', number][]} */
const UNITS = [
  ['megabyte', 1024 * 1024],
  ['kilobyte', 1024],
];

/**
 * A size in a unit in which it is 1 at least, except below a kilobyte.
 *
 * @param {number} bytes
 */
export function sizeOf(bytes, locale = language) {
  const [unit, length] = UNITS.find(([, least]) => bytes >= least) ?? UNITS[1];
  const amount = Math.max(0.1, bytes / length);
  return new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: amount < 10 ? 1 : 0 }).format(
    amount,
  );
}

/**
 * The ending of a name in capitals, which people know a file's type by; empty where there is none.
 *
 * @param {string} name
 */
export const endingOf = (name) => (/\.(\w{1,5})$/.exec(name)?.[1] ?? '').toUpperCase();
