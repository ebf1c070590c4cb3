/**
 * My rooms: those that this member has opened and not forgotten, and what is unread there. The server lists them, and
 * sends how each of them stands over the open connection.
 *
 * @import { ListedRoom } from '../net/roomList.js'
 * @import { Storage } from '../storage/storage.js'
 */

import { request } from '../net/request.js';
import { loadRooms } from '../net/roomList.js';
import { snapshotKey } from '../storage/snapshot.js';

const TIMEOUT_MS = 15_000;
/** 50 rooms at most, because the server lists and watches no more. */
const LIMIT = 50;
const KEY = 'my-rooms';

/** The room of everybody who names none; it is always in the list. */
export const LOBBY = 'lobby';

/** @typedef {{room: string, cursor: string, unread: number, mentions: number, at: number}} MyRoom `at` is when its latest entry was kept */

export class MyRooms {
  /** Called when anything of them has changed. */
  changed = () => {};
  /**
   * Called when more is unread in another room than before.
   *
   * @type {(now: MyRoom, before: MyRoom) => void}
   */
  news = () => {};

  #storage;
  #here;
  #send;
  /** @type {Promise<ListedRoom[] | null> | null} until it is taken */
  #opening;
  /** @type {Map<string, MyRoom>} */
  #rooms = new Map();

  /**
   * @param {Storage} storage where the list is kept for the time without a network
   * @param {string} here this page's room
   * @param {(frame: object) => void} send
   * @param {Promise<ListedRoom[] | null>} opening the list that was requested when the page opened
   */
  constructor(storage, here, send, opening) {
    this.#storage = storage;
    this.#here = here;
    this.#send = send;
    this.#opening = opening;
    this.#set(storage.load(KEY) ?? []);
  }

  /** @returns {MyRoom[]} the latest entry first */
  get all() {
    return [...this.#rooms.values()].sort((one, other) => other.at - one.at);
  }

  /** All but this page's. */
  get others() {
    return this.all.filter(({ room }) => !this.isHere(room));
  }

  /** @param {string} room */
  isHere(room) {
    return keyOf(room) === keyOf(this.#here);
  }

  /** The connection is open: asks for the list, and to be sent how the rooms stand. */
  async connected() {
    const opening = this.#opening;
    this.#opening = null;
    const listed = (await opening) ?? (await loadRooms(TIMEOUT_MS));
    if (listed) {
      this.#set(listed.map(myRoomOf));
      this.#changed();
    }
    this.#send({ type: 'watch', rooms: this.others.map(({ room }) => room).slice(0, LIMIT) });
  }

  /**
   * How a room stands now.
   *
   * @param {{room: string, cursor: string, unread: number, mentions: number}} frame
   */
  stands({ room, cursor, unread, mentions }) {
    const before = this.#rooms.get(keyOf(room));
    if (!before || this.isHere(room)) {
      return;
    }
    const now = { room, cursor, unread, mentions, at: cursor === before.cursor ? before.at : Date.now() };
    this.#rooms.set(keyOf(room), now);
    this.#changed();
    if (unread > before.unread || mentions > before.mentions) {
      this.news(now, before);
    }
  }

  /** An entry arrived in this page's room. */
  entryArrived() {
    const here = this.#rooms.get(keyOf(this.#here));
    if (here) {
      here.at = Date.now();
      this.#changed();
    }
  }

  /**
   * Forgets a room until it is opened again, and what this browser has stored of it.
   *
   * @param {string} room
   */
  async forget(room) {
    this.#rooms.delete(keyOf(room));
    this.#storage.remove(snapshotKey(room));
    this.#changed();
    await request(`/api/me/rooms/${encodeURIComponent(room)}`, { method: 'DELETE', timeout: TIMEOUT_MS });
  }

  /** @param {MyRoom[]} rooms */
  #set(rooms) {
    const known = new Set(rooms.map(({ room }) => keyOf(room)));
    const missing = [this.#here, LOBBY].filter((room) => !known.has(keyOf(room))).map(emptyRoom);
    this.#rooms = new Map([...rooms, ...missing].map((room) => [keyOf(room.room), room]));
  }

  #changed() {
    this.#storage.store(KEY, this.all.slice(0, LIMIT));
    this.changed();
  }
}

/**
 * Names of rooms are compared without case.
 *
 * @param {string} room
 */
const keyOf = (room) => room.toLowerCase();

/** @param {string} room */
const emptyRoom = (room) => ({ room, cursor: '', unread: 0, mentions: 0, at: 0 });

/**
 * @param {ListedRoom} listed
 * @returns {MyRoom}
 */
const myRoomOf = ({ room, cursor = '', unread, mentions, at }) => ({
  ...{ room, cursor, unread, mentions },
  at: Date.parse(at ?? '') || 0,
});
