/**
 * The names that are known here: of members who are present, and of those who wrote. Pure.
 *
 * @import { Member } from './types.js'
 */

import { mentionPattern, mentions } from './mention.js';

/** 500 members who are not present any more are remembered. */
const AUTHORS_LIMIT = 500;

export class KnownNames {
  /** @type {Map<string, Member>} */
  #present = new Map();
  /** @type {Map<string, Member>} the latest last */
  #authors = new Map();
  /** @type {Map<string, number>} by id, the higher the later */
  #spoke = new Map();
  #messages = 0;
  /** @type {RegExp | null | undefined} undefined where it has to be made anew */
  #pattern;

  /** @returns {Member[]} the present ones, then the others, the latest first */
  get all() {
    const others = [...this.#authors.values()].filter(({ id }) => !this.#present.has(id)).reverse();
    return [...this.#present.values(), ...others];
  }

  /** The pattern of `@Name` for all of them; null while nobody is known. */
  get pattern() {
    if (this.#pattern === undefined) {
      this.#pattern = mentionPattern(this.all.map(({ name }) => name));
    }
    return this.#pattern;
  }

  /**
   * Whether a text mentions somebody, and not another member whose name is longer.
   *
   * @param {string | undefined} written
   * @param {string} name
   */
  mentions(written, name) {
    return Boolean(written?.includes('@')) && mentions(written, name, this.#others());
  }

  *#others() {
    for (const { name } of this.all) {
      yield name;
    }
  }

  /** @param {string} id */
  isPresent(id) {
    return this.#present.has(id);
  }

  /** @param {Member[]} members who is present now, and nobody else */
  setPresent(members) {
    this.#present = new Map();
    this.join(members);
  }

  /** @param {Member[]} members */
  join(members) {
    for (const member of members) {
      this.#present.set(member.id, member);
    }
    this.#pattern = undefined;
  }

  /** @param {Member[]} members */
  leave(members) {
    for (const member of members) {
      if (this.#present.delete(member.id)) {
        this.#remember(member);
      }
    }
  }

  /** @param {Member} member who wrote something */
  addAuthor(member) {
    this.#spoke.set(member.id, ++this.#messages);
    this.#remember(member);
  }

  /**
   * How lately a member wrote something, the higher the later; 0 where they did not.
   *
   * @param {string} id
   */
  lastSpoke(id) {
    return this.#spoke.get(id) ?? 0;
  }

  /** @param {Member} member */
  #remember(member) {
    const before = this.#authors.get(member.id);
    this.#authors.delete(member.id);
    this.#authors.set(member.id, member);
    if (this.#authors.size > AUTHORS_LIMIT) {
      const [oldest] = this.#authors.keys();
      this.#authors.delete(oldest);
      this.#spoke.delete(oldest);
    }
    if (before?.name !== member.name) {
      this.#pattern = undefined;
    }
  }
}
