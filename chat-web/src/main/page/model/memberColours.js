/**
 * Assigns the colours of members: 12 hues, so far apart that nobody confuses two of them. Members who are present, and
 * those who follow each other in the log, get different ones. Pure.
 *
 * @import { Member } from './types.js'
 */

import { hueOf } from './avatar.js';

/** 12 hues, because at 30 degrees apart two of them still differ at a glance. */
const HUES = 12;
const STEP = 360 / HUES;

export class MemberColours {
  /** @type {Map<string, number>} the number of the hue, by the id of the member */
  #assigned = new Map();
  /** @type {Set<string>} */
  #present = new Set();

  /**
   * The hue of a member's colour, in degrees.
   *
   * @param {string} id
   */
  hueOf(id) {
    return (this.#assigned.get(id) ?? this.#assign(id, new Set())) * STEP;
  }

  /**
   * Members are present now. Their colours are separated, as far as the hues suffice.
   *
   * @param {Member[]} members
   */
  join(members) {
    for (const { id } of members) {
      const taken = new Set(
        [...this.#present].filter((other) => other !== id).map((other) => this.#assigned.get(other)),
      );
      const hue = this.#assigned.get(id);
      if (hue === undefined || (taken.has(hue) && taken.size < HUES)) {
        this.#assign(id, taken);
      }
      this.#present.add(id);
    }
  }

  /** @param {Member[]} members */
  leave(members) {
    for (const { id } of members) {
      this.#present.delete(id);
    }
  }

  /**
   * Separates the colours of members who follow each other.
   *
   * @param {string[]} authors in the order of their messages
   */
  separate(authors) {
    for (const [id, others] of neighboursOf(authors)) {
      const taken = new Set([...others].map((other) => this.hueOf(other) / STEP));
      if (taken.has(this.hueOf(id) / STEP)) {
        this.#assign(id, taken);
      }
    }
  }

  /**
   * Assigns the hue that the fewest others have, those who are present counting more, and of these the nearest to the
   * one that the id alone would give.
   *
   * @param {string} id
   * @param {Set<number | undefined>} taken hues that it must not be, if any other is left
   */
  #assign(id, taken) {
    this.#assigned.delete(id);
    const wanted = Math.floor(hueOf(id) / STEP);
    const users = this.#users();
    const costOf = (/** @type {number} */ hue) => users[hue] * HUES + distance(hue, wanted);
    const all = Array.from({ length: HUES }, (_, hue) => hue);
    const free = all.filter((hue) => !taken.has(hue));
    const [best] = (free.length > 0 ? free : all).sort((one, other) => costOf(one) - costOf(other));
    this.#assigned.set(id, best);
    return best;
  }

  /** How much each hue is used. */
  #users() {
    const users = Array.from({ length: HUES }, () => 0);
    for (const [id, hue] of this.#assigned) {
      users[hue] += this.#present.has(id) ? HUES : 1;
    }
    return users;
  }
}

/** The colours of the page's members. */
export const memberColours = new MemberColours();

/**
 * @param {number} one
 * @param {number} other
 */
function distance(one, other) {
  const apart = Math.abs(one - other);
  return Math.min(apart, HUES - apart);
}

/**
 * The members whom each one follows or precedes.
 *
 * @param {string[]} authors
 */
function neighboursOf(authors) {
  /** @type {Map<string, Set<string>>} */
  const neighbours = new Map();
  const add = (/** @type {string} */ id, /** @type {string} */ other) =>
    neighbours.set(id, (neighbours.get(id) ?? new Set()).add(other));
  for (const [index, id] of authors.slice(1).entries()) {
    const before = authors[index];
    if (id !== before) {
      add(id, before);
      add(before, id);
    }
  }
  return neighbours;
}
