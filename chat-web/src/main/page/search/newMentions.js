/**
 * Tells the mentions of the list that are new: they come after what was read of their room, and were not listed before
 * in this browser. Pure.
 *
 * @import { Mention } from '../net/memberArchive.js'
 * @import { Place, Storage } from './mentionWalk.js'
 */

const KEY = 'mentions-listed';

export class NewMentions {
  #storage;
  /** The last mention that was listed before. */
  #listed;
  /** @type {Mention[]} */
  #mentions = [];

  /** @param {Storage} storage this member's */
  constructor(storage) {
    this.#storage = storage;
    this.#listed = Number(storage.load(KEY) ?? 0);
  }

  /**
   * Adds the next mentions of the list, which are older than those before.
   *
   * @param {Mention[]} mentions newest first
   */
  add(mentions) {
    if (this.#mentions.length === 0 && mentions.length > 0) {
      const [newest] = mentions;
      // Another database, as after a move to another server, numbers anew.
      this.#listed = newest.no < this.#listed ? 0 : this.#listed;
      this.#storage.store(KEY, newest.no);
    }
    this.#mentions.push(...mentions);
  }

  /** @param {Mention} mention */
  has(mention) {
    return mention.new && mention.no > this.#listed;
  }

  get count() {
    return this.#mentions.filter((mention) => this.has(mention)).length;
  }

  /**
   * The places of the mentions that are as new as one, in the order of the list.
   *
   * @param {Mention} mention
   * @returns {Place[]}
   */
  asNewAs(mention) {
    return this.#mentions
      .filter((one) => this.has(one) === this.has(mention))
      .map(({ room, message: { seq } }) => ({ room, seq }));
  }
}
