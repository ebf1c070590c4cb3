/**
 * The window of the conversation that is rendered: at most 300 messages. Pure.
 *
 * @import { Conversation } from './conversation.js'
 */

/** 300 messages are rendered at most, because a page of thousands is slow. */
const WINDOW_LIMIT = 300;
/** 50 messages are added when the reader comes near an end. */
const STEP = 50;

export class MessageWindow {
  /** Whether the reader is at the end, and stays there. */
  following = true;

  #conversation;
  /**
   * The numbers of the first and the last message that are rendered; null: as many as fit, and the end.
   *
   * @type {number | null}
   */
  #first = null;
  /** @type {number | null} */
  #last = null;

  /** @param {Conversation} conversation */
  constructor(conversation) {
    this.#conversation = conversation;
  }

  /** Whether it reaches to the end of the conversation. */
  get atEnd() {
    return this.#last === null;
  }

  /**
   * The indexes of the first message that is rendered and of the first after them. What exceeds the limit is cut at the
   * end that the reader is not at.
   */
  range() {
    const { messages } = this.#conversation;
    let to = this.#last === null ? messages.length : this.#conversation.indexOf(this.#last + 1);
    let from = this.#first === null ? Math.max(0, to - WINDOW_LIMIT) : this.#conversation.indexOf(this.#first);
    if (to - from > WINDOW_LIMIT && this.following) {
      from = to - WINDOW_LIMIT;
    } else if (to - from > WINDOW_LIMIT) {
      to = from + WINDOW_LIMIT;
    }
    this.#set(from, to);
    return { from, to };
  }

  /** Moves to the end, and follows it. */
  moveToEnd(conversation = this.#conversation) {
    this.#conversation = conversation;
    const { length } = this.#conversation.messages;
    this.following = true;
    this.#set(Math.max(0, length - 2 * STEP), length);
  }

  /** Adds messages at the beginning; false where there are none. */
  extendUp() {
    const { from, to } = this.range();
    this.following = false;
    this.#set(Math.max(0, from - STEP), to);
    return from > 0;
  }

  /** Adds messages at the end, and drops some at the beginning if need be. */
  extendDown() {
    const { from, to } = this.range();
    const end = Math.min(this.#conversation.messages.length, to + STEP);
    this.#set(Math.max(from, end - WINDOW_LIMIT), end);
  }

  /**
   * Keeps its messages, while the conversation around them becomes another.
   *
   * @param {Conversation} conversation
   */
  moveTo(conversation) {
    const { from, to } = this.range();
    const { messages } = this.#conversation;
    this.#conversation = conversation;
    this.#first = messages[from]?.seq ?? null;
    this.#last = messages[to - 1]?.seq ?? null;
  }

  /**
   * Moves to a message and its surroundings.
   *
   * @param {number} seq
   */
  centreOn(seq) {
    const index = this.#conversation.indexOf(seq);
    this.following = false;
    this.#set(Math.max(0, index - STEP), Math.min(this.#conversation.messages.length, index + STEP));
  }

  /**
   * @param {number} from
   * @param {number} to
   */
  #set(from, to) {
    const { messages } = this.#conversation;
    this.#first = messages[from]?.seq ?? null;
    this.#last = to < messages.length ? messages[to - 1].seq : null;
  }
}
