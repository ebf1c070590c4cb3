/**
 * The typing indicator: sends at most every 2 s that this member types, and shows which others do.
 *
 * @import { Member } from '../model/types.js'
 */

import { nameElement, phrase, text } from '../ui/texts.js';

const SEND_INTERVAL_MS = 2_000;
/** A member who was last typing 6 s ago is not typing any more. */
const SHOWN_MS = 6_000;

export class TypingIndicator {
  #line;
  #send;
  #sentAt = 0;
  /** @type {Map<string, {member: Member, timer: ReturnType<typeof setTimeout>}>} */
  #typing = new Map();

  /**
   * @param {HTMLElement} line
   * @param {() => void} send
   */
  constructor(line, send) {
    this.#line = line;
    this.#send = send;
  }

  /** This member types. */
  typed() {
    if (Date.now() - this.#sentAt >= SEND_INTERVAL_MS) {
      this.#sentAt = Date.now();
      this.#send();
    }
  }

  /**
   * Another member types.
   *
   * @param {Member} member
   */
  show(member) {
    clearTimeout(this.#typing.get(member.id)?.timer);
    const timer = setTimeout(() => this.hide(member), SHOWN_MS);
    this.#typing.set(member.id, { member, timer });
    this.#render();
  }

  /**
   * Another member's message arrived, or they left.
   *
   * @param {Member} member
   */
  hide(member) {
    clearTimeout(this.#typing.get(member.id)?.timer);
    if (this.#typing.delete(member.id)) {
      this.#render();
    }
  }

  #render() {
    const members = [...this.#typing.values()].map(({ member }) => member);
    this.#line.replaceChildren(...sentenceOf(members));
  }
}

/** @param {Member[]} members */
function sentenceOf([one, other, ...more]) {
  if (!one) {
    return [];
  }
  if (more.length > 0) {
    return [text('typing.many')];
  }
  return other
    ? phrase('typing.two', { name: nameElement(one), other: nameElement(other) })
    : phrase('typing.one', { name: nameElement(one) });
}
