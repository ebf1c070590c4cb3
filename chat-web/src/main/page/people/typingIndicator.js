/** Who is writing: told to the others sparingly, and forgotten soon. */

import { nameOf, phrase, text } from '../ui/texts.js';

const SEND_EVERY_MS = 2_000;
const FORGET_MS = 6_000;

export class Typing {
  #line;
  #send;
  #sentAt = 0;
  /** @type {Map<string, {member: import('../model/conversation.js').Member, timer: number}>} */
  #writing = new Map();

  /** @param {HTMLElement} line @param {() => void} send */
  constructor(line, send) {
    this.#line = line;
    this.#send = send;
  }

  /** This member is writing. */
  mine() {
    if (Date.now() - this.#sentAt >= SEND_EVERY_MS) {
      this.#sentAt = Date.now();
      this.#send();
    }
  }

  /** Somebody else is. */
  theirs(member) {
    clearTimeout(this.#writing.get(member.id)?.timer);
    const timer = setTimeout(() => this.done(member), FORGET_MS);
    this.#writing.set(member.id, { member, timer });
    this.#show();
  }

  /** What they wrote is here, or they left. */
  done(member) {
    clearTimeout(this.#writing.get(member.id)?.timer);
    if (this.#writing.delete(member.id)) {
      this.#show();
    }
  }

  #show() {
    const [one, other, ...rest] = [...this.#writing.values()].map(({ member }) => member);
    this.#line.replaceChildren(...sentence(one, other, rest.length > 0));
  }
}

function sentence(one, other, many) {
  if (!one) {
    return [];
  }
  if (many) {
    return [text('typing.many')];
  }
  return other
    ? phrase('typing.two', { name: nameOf(one), other: nameOf(other) })
    : phrase('typing.one', { name: nameOf(one) });
}
