/** Which stretch of the conversation stands in the page. Pure. */

/** How many messages stand in the page at most. */
const MOST_SHOWN = 300;
/** How many are added when the reader comes near an end. */
const STEP = 50;

export class Stretch {
  /** Whether the reader is at the end, and stays there. */
  following = true;

  #conversation;
  /** The numbers of the first and the last message shown; null: as many as fit, and the end. */
  #first = null;
  #last = null;

  constructor(conversation) {
    this.#conversation = conversation;
  }

  /** Whether it reaches to the end of the conversation. */
  get atEnd() {
    return this.#last === null;
  }

  /** The indexes of the first message shown and of the first after them; what is too long is cut at the far end. */
  range() {
    const { messages } = this.#conversation;
    let to = this.atEnd ? messages.length : this.#conversation.indexOf(this.#last + 1);
    let from = this.#first === null ? Math.max(0, to - MOST_SHOWN) : this.#conversation.indexOf(this.#first);
    if (to - from > MOST_SHOWN && this.following) {
      from = to - MOST_SHOWN;
    } else if (to - from > MOST_SHOWN) {
      to = from + MOST_SHOWN;
    }
    this.#set(from, to);
    return [from, to];
  }

  toEnd(conversation = this.#conversation) {
    this.#conversation = conversation;
    const { length } = this.#conversation.messages;
    this.following = true;
    this.#set(Math.max(0, length - 2 * STEP), length);
  }

  /** Shows more at the beginning. */
  up() {
    const [from, to] = this.range();
    this.following = false;
    this.#set(Math.max(0, from - STEP), to);
    return from > 0;
  }

  /** Shows more at the end, and less at the beginning if need be. */
  down() {
    const [from, to] = this.range();
    const end = Math.min(this.#conversation.messages.length, to + STEP);
    this.#set(Math.max(from, end - MOST_SHOWN), end);
  }

  /** Stays where it is, while the conversation around it becomes another. */
  moveTo(conversation) {
    const [from, to] = this.range();
    const { messages } = this.#conversation;
    this.#conversation = conversation;
    this.#first = messages[from]?.seq ?? null;
    this.#last = messages[to - 1]?.seq ?? null;
  }

  /** Shows a message and its surroundings. */
  around(seq) {
    const index = this.#conversation.indexOf(seq);
    this.following = false;
    this.#set(Math.max(0, index - STEP), Math.min(this.#conversation.messages.length, index + STEP));
  }

  #set(from, to) {
    const { messages } = this.#conversation;
    this.#first = messages[from]?.seq ?? null;
    this.#last = to < messages.length ? messages[to - 1].seq : null;
  }
}
