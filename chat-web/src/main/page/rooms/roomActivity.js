/** How much was said meanwhile in the other rooms: asked for calmly, and when somebody looks again. */

import { counted } from '../ui/texts.js';

const EVERY_MS = 60_000;
const LEAST_MS = 5_000;

/** @typedef {{room: string, count: number, unread: number}} Standing */

export class News {
  /** @type {Map<string, Standing>} */
  rooms = new Map();
  /** Called when it was told anew. */
  told = () => {};

  #visited;
  #room;
  #badge;
  #askedAt = 0;

  /** @param {import('./visitedRooms.js').Visited} visited @param {string} room this one @param {HTMLElement} badge */
  constructor(visited, room, badge) {
    this.#visited = visited;
    this.#room = room;
    this.#badge = badge;
    setInterval(() => document.visibilityState === 'visible' && this.ask(), EVERY_MS);
    addEventListener('focus', () => Date.now() - this.#askedAt > LEAST_MS && this.ask());
  }

  async ask() {
    const known = this.#visited.all.filter(({ room, cursor }) => cursor && room !== this.#room);
    this.#askedAt = Date.now();
    if (known.length > 0) {
      const query = new URLSearchParams(known.map(({ room, cursor }) => ['of', `${room}@${cursor}`]));
      this.#take(await answerOf(`/api/rooms?${query}`));
    } else {
      this.#take({ rooms: [] });
    }
  }

  #take(answer) {
    if (answer) {
      this.rooms = new Map(answer.rooms.map((standing) => [standing.room, standing]));
      const unread = answer.rooms.reduce((sum, standing) => sum + standing.unread, 0);
      this.#badge.hidden = unread === 0;
      this.#badge.textContent = unread > 99 ? '99+' : unread;
      this.#badge.title = counted('new', unread);
      this.told();
    }
  }
}

/** What cannot be asked now is asked again later. */
async function answerOf(address) {
  try {
    const answer = await fetch(address, { cache: 'no-store' });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}
