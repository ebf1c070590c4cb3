/**
 * The suggestions for what is being written: names after `@`, emoji after `:`. Pure.
 *
 * @import { KnownNames } from '../model/knownNames.js'
 * @import { Member } from '../model/types.js'
 */

/** 8 are offered, because more would cover the conversation. */
export const SUGGESTIONS_LIMIT = 8;

const NAME = /(?<![\w.%+-])@([^\s@]{0,24})$/u;
const SHORTCODE = /(?<![\p{L}\d:])[:：]([\p{L}\d_+-]{1,24})$/u;

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
 * The members whose name contains some letters: the present ones first, and among them those whose name begins so.
 *
 * @param {KnownNames} names
 * @param {string} letters
 * @param {Pick<Member, 'id'>} me
 */
export function matchingMembers(names, letters, me) {
  const wanted = letters.toLowerCase();
  const rank = (/** @type {Member} */ { id, name }) =>
    (name.toLowerCase().startsWith(wanted) ? 0 : 1) + (names.isPresent(id) ? 0 : 2);
  return names.all
    .filter(({ id, name }) => id !== me.id && name.toLowerCase().includes(wanted))
    .sort((one, other) => rank(one) - rank(other))
    .slice(0, SUGGESTIONS_LIMIT);
}

/**
 * Members with further ones that the server has found.
 *
 * @param {Member[]} members
 * @param {Member[]} found
 * @param {Pick<Member, 'id'>} me
 */
export function withFound(members, found, me) {
  const ids = new Set([me.id, ...members.map(({ id }) => id)]);
  return [...members, ...found.filter(({ id }) => !ids.has(id))].slice(0, SUGGESTIONS_LIMIT);
}
