/**
 * How far this member has read a room: kept in this browser and on the server, so that all devices agree. Of the two,
 * the one that is further on counts.
 *
 * @import { Position } from '../model/unread.js'
 * @import { ListedRoom } from './roomList.js'
 */

import { parseCursor } from '../model/conversation.js';
import { request } from './request.js';

/** A server that keeps no read positions: it is requested once. */
const UNSUPPORTED = [404, 405];

/** @implements {Position} */
export class ReadPosition {
  #room;
  #local;
  /** @type {string | null} the cursor that the server has */
  #remote = null;
  #supported = true;

  /**
   * @param {string} room
   * @param {{load: () => string | null, store: (cursor: string) => void}} local in this browser
   * @param {Promise<ListedRoom[] | null>} rooms as the server lists them
   */
  constructor(room, local, rooms) {
    this.#room = room;
    this.#local = local;
    /** Fulfilled once the server has answered, or has not for too long. */
    this.loaded = this.#load(rooms);
  }

  /** @param {string | null} epoch */
  load(epoch) {
    const read = [this.#local.load(), this.#remote].map((cursor) => parseCursor(cursor ?? ''));
    const known = read.filter((one) => one.epoch === epoch).map(({ seq }) => seq);
    return known.length > 0 ? Math.max(...known) : null;
  }

  /** @param {string} cursor */
  store(cursor) {
    this.#local.store(cursor);
    if (this.#supported && cursor !== this.#remote) {
      this.#remote = cursor;
      this.#send(cursor);
    }
  }

  /** @param {Promise<ListedRoom[] | null>} rooms */
  async #load(rooms) {
    const found = (await rooms)?.find(({ room }) => room === this.#room);
    this.#remote ??= found?.read ?? null;
  }

  /** @param {string} cursor */
  async #send(cursor) {
    const address = `/api/rooms/${encodeURIComponent(this.#room)}/read`;
    const headers = { 'Content-Type': 'text/plain' };
    // It is sent to its end also where the page is left meanwhile.
    const response = await request(address, { method: 'PUT', headers, body: cursor, keepalive: true, timeout: 15_000 });
    this.#supported = !UNSUPPORTED.includes(response?.status ?? 0);
    if (!response?.ok && this.#remote === cursor) {
      // The next one is sent again.
      this.#remote = null;
    }
  }
}
