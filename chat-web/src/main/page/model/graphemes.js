/** The graphemes of a text: the characters as people see them. Pure. */

/** An approximation for a browser without `Intl.Segmenter`, such as Firefox before 125. */
const GRAPHEME = /\p{RI}{2}|.(?:\p{M}|\p{EMod}|\u200d|[\u{e0020}-\u{e007f}]|(?<=\u200d).)*/gsu;

/**
 * A text of letters that are graphemes by themselves: ASCII, Latin, kana, Chinese. It needs no segmenter, the
 * first of which took 100 ms on the build machine, for the first avatar.
 */
const SINGLE = /^[ -~\u00c0-\u024f\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff]*$/;

/** @type {Intl.Segmenter | undefined} */
let segmenter;

/**
 * @param {string} text
 * @returns {string[]}
 */
export function graphemesOf(text) {
  if (SINGLE.test(text)) {
    return [...text];
  }
  if (!('Segmenter' in Intl)) {
    return text.match(GRAPHEME) ?? [];
  }
  segmenter ??= new Intl.Segmenter();
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/**
 * Whether a grapheme is an emoji.
 *
 * @param {string} grapheme
 */
export const isEmoji = (grapheme) => /\p{Emoji_Presentation}|\p{Emoji}\ufe0f/u.test(grapheme);

/** A text of up to 3 emoji is shown large; no such text has more than 60 code units. */
const LARGE_EMOJI = 3;
const LARGE_LENGTH = 60;

/**
 * Whether a text has nothing but a few emoji.
 *
 * @param {string} text
 */
export function isLoneEmoji(text) {
  if (text.length > LARGE_LENGTH || !/^\s*\p{Emoji}/u.test(text)) {
    return false;
  }
  const graphemes = graphemesOf(text.replace(/\s/g, ''));
  return graphemes.length <= LARGE_EMOJI && graphemes.every(isEmoji);
}
