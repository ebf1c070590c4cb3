/**
 * The rooms that this browser was in, and how far each was read.
 *
 * @typedef {{room: string, cursor: string | null, at: number}} Visit
 */

const KEY = 'rooms';
/** So many at most; the one that was left longest ago goes first. */
const MOST = 50;
const LOBBY = 'lobby';
const EVERY_MS = 10_000;

export class Visited {
  #mine;
  #room;
  #conversation;
  #read = null;

  /**
   * @param {import('../storage/memberStorage.js').Mine} mine
   * @param {string} room where this page is
   * @param {import('../model/conversation.js').Conversation} conversation what is read there while the page is looked at
   */
  constructor(mine, room, conversation) {
    this.#mine = mine;
    this.#room = room;
    this.#conversation = conversation;
    setInterval(() => document.visibilityState === 'visible' && this.read(), EVERY_MS);
    addEventListener('pagehide', () => document.visibilityState === 'visible' && this.read());
    // Until this moment it was looked at.
    document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && this.read());
  }

  /** @returns {Visit[]} this room, the lobby, then the others, the latest first */
  get all() {
    const visits = this.#visits;
    const known = (room) => visits.find((visit) => visit.room === room) ?? { room, cursor: null, at: 0 };
    const first = [...new Set([this.#room, LOBBY])];
    return [...first.map(known), ...visits.filter(({ room }) => !first.includes(room))];
  }

  /** This room was read as far as it is here. */
  read() {
    const { cursor } = this.#conversation;
    if (cursor === null || cursor === this.#read) {
      return;
    }
    this.#read = cursor;
    const others = this.#visits.filter(({ room }) => room !== this.#room);
    this.#mine.keep(KEY, [{ room: this.#room, cursor, at: Date.now() }, ...others].slice(0, MOST));
  }

  forget(room) {
    this.#mine.keep(KEY, this.#visits.filter((visit) => visit.room !== room));
    this.#mine.drop(`known/${room}`);
  }

  /** Read each time: another tab may be in another room. */
  get #visits() {
    return this.#mine.recall(KEY) ?? [];
  }
}
