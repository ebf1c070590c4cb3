/**
 * The rooms that this browser has visited, and how far each was read.
 *
 * @import { Conversation } from '../model/conversation.js'
 * @import { Storage } from '../storage/storage.js'
 *
 * @typedef {{room: string, cursor: string | null, at: number}} Visit
 */

import { snapshotKey } from '../storage/snapshot.js';

const KEY = 'rooms';
/** 50 rooms at most; the one that was left longest ago goes first. */
const LIMIT = 50;
const INTERVAL_MS = 10_000;

/** The room of everybody who names none; it is always in the list. */
export const LOBBY = 'lobby';

export class VisitedRooms {
  #storage;
  #room;
  #conversation;
  /** @type {string | null} the cursor of what is stored */
  #stored = null;

  /**
   * @param {Storage} storage
   * @param {string} room this page's
   * @param {Conversation} conversation what is read there while the page is visible
   */
  constructor(storage, room, conversation) {
    this.#storage = storage;
    this.#room = room;
    this.#conversation = conversation;
  }

  /** Stores how far this room is read from now on: every 10 s, and when the page is left. */
  start() {
    const storeIf = (/** @type {DocumentVisibilityState} */ state) => {
      if (document.visibilityState === state) {
        this.markRead();
      }
    };
    setInterval(() => storeIf('visible'), INTERVAL_MS);
    addEventListener('pagehide', () => storeIf('visible'));
    // Until this moment it was visible.
    document.addEventListener('visibilitychange', () => storeIf('hidden'));
  }

  /** @returns {Visit[]} this room, the lobby, then the others, the latest first */
  get all() {
    const visits = this.#visits;
    const visitOf = (/** @type {string} */ room) =>
      visits.find((visit) => visit.room === room) ?? { room, cursor: null, at: 0 };
    const first = [...new Set([this.#room, LOBBY])];
    return [...first.map(visitOf), ...visits.filter(({ room }) => !first.includes(room))];
  }

  /** This room was read up to the last entry that is here. */
  markRead() {
    const { cursor } = this.#conversation;
    if (cursor === null || cursor === this.#stored) {
      return;
    }
    this.#stored = cursor;
    const others = this.#visits.filter(({ room }) => room !== this.#room);
    this.#storage.store(KEY, [{ room: this.#room, cursor, at: Date.now() }, ...others].slice(0, LIMIT));
  }

  /** @param {string} room */
  forget(room) {
    const others = this.#visits.filter((visit) => visit.room !== room);
    this.#storage.store(KEY, others);
    this.#storage.remove(snapshotKey(room));
  }

  /**
   * Loaded each time, because another tab may be in another room.
   *
   * @returns {Visit[]}
   */
  get #visits() {
    return this.#storage.load(KEY) ?? [];
  }
}
