/** Whose names are known here: who is present, and who was heard. */

import { patternOf } from './mention.js';

/** How many of those who are not here any more are remembered. */
const MOST_HEARD = 500;

export class Names {
  /** @type {Map<string, import('./conversation.js').Member>} */
  #present = new Map();
  /** @type {Map<string, import('./conversation.js').Member>} the latest last */
  #heard = new Map();
  #pattern;

  /** @returns {import('./conversation.js').Member[]} who is present before who was heard last */
  get all() {
    const others = [...this.#heard.values()].filter(({ id }) => !this.#present.has(id)).reverse();
    return [...this.#present.values(), ...others];
  }

  /** What `@Name` looks like; null while nobody is known. */
  get pattern() {
    if (this.#pattern === undefined) {
      this.#pattern = patternOf(this.all.map(({ name }) => name));
    }
    return this.#pattern;
  }

  isPresent(id) {
    return this.#present.has(id);
  }

  are(members) {
    this.#present = new Map();
    this.came(members);
  }

  came(members) {
    members.forEach((member) => this.#present.set(member.id, member));
    this.#pattern = undefined;
  }

  went(members) {
    members.forEach((member) => this.#present.delete(member.id) && this.heard(member));
  }

  heard(member) {
    const known = this.#heard.get(member.id);
    this.#heard.delete(member.id);
    this.#heard.set(member.id, member);
    if (this.#heard.size > MOST_HEARD) {
      this.#heard.delete(this.#heard.keys().next().value);
    }
    if (known?.name !== member.name) {
      this.#pattern = undefined;
    }
  }
}
