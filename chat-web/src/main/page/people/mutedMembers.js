/**
 * The members whom this member has muted: their messages are folded into a row that can be opened.
 *
 * @import { Member, Message } from '../model/types.js'
 * @import { Storage } from '../storage/storage.js'
 */

const KEY = 'muted';
/** 500 at most, because somebody who mutes more needs another room. */
const LIMIT = 500;

export class MutedMembers {
  /** Called when a member was muted or unmuted, or messages were opened. */
  changed = () => {};

  #storage;
  /** @type {Map<string, Member>} */
  #members;
  /** @type {Set<number>} the numbers of messages that were opened */
  #opened = new Set();

  /** @param {Storage} storage */
  constructor(storage) {
    this.#storage = storage;
    /** @type {Member[]} */
    const stored = storage.load(KEY) ?? [];
    this.#members = new Map(stored.map((member) => [member.id, member]));
  }

  get all() {
    return [...this.#members.values()];
  }

  /** @param {string} id */
  has(id) {
    return this.#members.has(id);
  }

  /**
   * @param {Member} member
   * @param {boolean} muted
   */
  set({ id, name }, muted) {
    this.#members.delete(id);
    if (muted && this.#members.size < LIMIT) {
      this.#members.set(id, { id, name });
    }
    this.#opened.clear();
    this.#storage.store(KEY, this.all);
    this.changed();
  }

  /**
   * Shows messages all the same, until the page is loaded again.
   *
   * @param {number[]} seqs
   */
  open(seqs) {
    for (const seq of seqs) {
      this.#opened.add(seq);
    }
    this.changed();
  }

  /** @param {Message} message */
  hides({ from, seq }) {
    return this.has(from.id) && !this.#opened.has(seq);
  }
}
