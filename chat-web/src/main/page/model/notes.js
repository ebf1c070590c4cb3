/**
 * The page's own lines in the log: members who joined and left, and the messages after a gap. Pure.
 *
 * @import { Member } from './types.js'
 *
 * @typedef {object} Note a line of the page's own
 * @property {string} key
 * @property {number} after the entry that it stands after
 * @property {'joined' | 'left' | 'unread' | 'back'} kind
 * @property {Member[]} [members] who joined or left
 * @property {string} [text] the key of its phrase
 * @property {number} [count] a number in the phrase
 * @property {number} [duration] a duration in the phrase, in milliseconds
 */

/** 60 notes at most in the log, because older ones are of no use. */
const NOTES_LIMIT = 60;

export class Notes {
  /** @type {Note[]} by rising place */
  all = [];

  #count = 0;

  /**
   * Adds a note after an entry.
   *
   * @param {number} after
   * @param {Note['kind']} kind
   * @param {Pick<Note, 'members' | 'text' | 'count' | 'duration'>} [values]
   */
  add(after, kind, values = {}) {
    const place = this.all.findLastIndex((note) => note.after <= after) + 1;
    this.all.splice(place, 0, { key: String(++this.#count), after, kind, ...values });
    if (this.all.length > NOTES_LIMIT) {
      this.all.shift();
    }
  }

  /**
   * Adds that a member joined or left: one note for all of them between two messages.
   *
   * @param {number} after
   * @param {'joined' | 'left'} kind
   * @param {Member} member
   */
  addPresence(after, kind, member) {
    const index = this.all.findIndex((note) => note.after === after && note.kind === kind);
    this.#remove(after, kind === 'joined' ? 'left' : 'joined', member);
    if (index < 0) {
      this.add(after, kind, { members: [member] });
      return;
    }
    const { members = [] } = this.all[index];
    if (!members.some(({ id }) => id === member.id)) {
      this.all[index] = { ...this.all[index], members: [...members, member] };
    }
  }

  clear() {
    this.all = [];
  }

  /**
   * A member who joins and leaves repeatedly between two messages is named once.
   *
   * @param {number} after
   * @param {Note['kind']} kind
   * @param {Member} member
   */
  #remove(after, kind, member) {
    this.all = this.all.map((note) =>
      note.after === after && note.kind === kind && note.members && note.members.length > 1
        ? { ...note, members: note.members.filter(({ id }) => id !== member.id) }
        : note,
    );
  }
}
