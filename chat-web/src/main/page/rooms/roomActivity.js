/**
 * The activity in the other rooms: how many members are there, and how many messages are unread. The server is asked
 * once a minute, and when somebody looks at the page again.
 *
 * @import { VisitedRooms } from './visitedRooms.js'
 */

import { jsonOf, request } from '../net/request.js';

const INTERVAL_MS = 60_000;
const SHORTEST_INTERVAL_MS = 5_000;
const TIMEOUT_MS = 15_000;

/** @typedef {{room: string, count: number, unread: number}} Activity */

export class RoomActivity {
  /** @type {Map<string, Activity>} */
  rooms = new Map();
  /** Called when it was refreshed. */
  refreshed = () => {};

  #visited;
  #room;
  #refreshedAt = 0;

  /**
   * @param {VisitedRooms} visited
   * @param {string} room this page's
   */
  constructor(visited, room) {
    this.#visited = visited;
    this.#room = room;
  }

  /** Refreshes it from now on. */
  start() {
    setInterval(() => document.visibilityState === 'visible' && this.refresh(), INTERVAL_MS);
    addEventListener('focus', () => Date.now() - this.#refreshedAt > SHORTEST_INTERVAL_MS && this.refresh());
  }

  async refresh() {
    const others = this.#visited.all.filter(({ room, cursor }) => cursor && room !== this.#room);
    this.#refreshedAt = Date.now();
    const answer = others.length > 0 ? await load(others) : { rooms: [] };
    // A failed request is repeated at the next interval.
    if (answer) {
      this.#show(answer.rooms);
    }
  }

  /** @param {Activity[]} rooms */
  #show(rooms) {
    this.rooms = new Map(rooms.map((activity) => [activity.room, activity]));
    this.refreshed();
  }
}

/**
 * @param {{room: string, cursor: string | null}[]} visits
 * @returns {Promise<{rooms: Activity[]} | null>}
 */
async function load(visits) {
  const query = new URLSearchParams(visits.map(({ room, cursor }) => ['of', `${room}@${cursor}`]));
  return jsonOf(await request(`/api/rooms?${query}`, { cache: 'no-store', timeout: TIMEOUT_MS }));
}
