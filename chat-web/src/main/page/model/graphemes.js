/** The graphemes of a text: the characters as people see them. Pure. */

/** An approximation for a browser without `Intl.Segmenter`, such as Firefox before 125. */
const GRAPHEME = /\p{RI}{2}|.(?:\p{M}|\p{EMod}|\u200d|[\u{e0020}-\u{e007f}]|(?<=\u200d).)*/gsu;

/**
 * @param {string} text
 * @returns {string[]}
 */
export const graphemesOf = (text) =>
  'Segmenter' in Intl
    ? Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment)
    : (text.match(GRAPHEME) ?? []);
