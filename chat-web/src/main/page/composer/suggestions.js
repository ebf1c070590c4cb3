/**
 * The suggestions for what is being written: names after `@`, emoji after `:`. Pure.
 *
 * @import { KnownNames } from '../model/knownNames.js'
 * @import { Member } from '../model/types.js'
 */

/** 8 are offered, because more would cover the conversation. */
export const SUGGESTIONS_LIMIT = 8;

const NAME = /(?<![\w.%+-])@([^\s@]{0,24})$/u;
/** From two letters on, because `:D` is an emoticon; a Chinese character is a word by itself. */
const SHORTCODE = /(?<![\p{L}\d:])[:：](\p{sc=Han}|[\p{L}\d_+-]{2,24})$/u;

/**
 * @typedef {object} Completable what can be completed before the caret
 * @property {'name' | 'emoji'} kind
 * @property {string} written with its sign
 * @property {string} letters without it
 */

/**
 * @param {string} before the text before the caret
 * @returns {Completable | null}
 */
export function completableIn(before) {
  const name = NAME.exec(before);
  if (name) {
    return { kind: 'name', written: name[0], letters: name[1] };
  }
  const shortcode = SHORTCODE.exec(before);
  return shortcode && { kind: 'emoji', written: shortcode[0], letters: shortcode[1] };
}

/**
 * Whether a name is the one that is meant by what was written, so that Enter may complete it: it begins so.
 *
 * @param {string} name
 * @param {string} letters
 */
export const isBegun = (name, letters) => name.toLowerCase().startsWith(letters.toLowerCase());

/**
 * The members whose name contains some letters: the present ones first, among them those whose name begins so, and
 * among those the ones who spoke last.
 *
 * @param {KnownNames} names
 * @param {string} letters
 * @param {Pick<Member, 'id'>} me
 */
export function matchingMembers(names, letters, me) {
  const wanted = letters.toLowerCase();
  const matching = names.all.filter(({ id, name }) => id !== me.id && name.toLowerCase().includes(wanted));
  return ordered(matching, names, ({ name }) => isBegun(name, letters));
}

/**
 * Members with further ones that the server has found; those begin so, in letters or in pinyin, and are present.
 *
 * @param {Member[]} members
 * @param {Member[]} found
 * @param {Pick<Member, 'id'>} me
 * @param {{names: KnownNames, letters: string}} context
 */
export function withFound(members, found, me, { names, letters }) {
  const ids = new Set([me.id, ...members.map(({ id }) => id)]);
  const further = new Set(found.filter(({ id }) => !ids.has(id)));
  return ordered([...members, ...further], names, (one) => further.has(one) || isBegun(one.name, letters));
}

/**
 * @param {Member[]} members
 * @param {KnownNames} names
 * @param {(member: Member) => boolean} begins
 */
function ordered(members, names, begins) {
  const rank = (/** @type {Member} */ one) => (begins(one) ? 0 : 1) + (names.isPresent(one.id) ? 0 : 2);
  return members
    .toSorted((one, other) => rank(one) - rank(other) || names.lastSpoke(other.id) - names.lastSpoke(one.id))
    .slice(0, SUGGESTIONS_LIMIT);
}
