/**
 * The panel of rooms: mine, the latest first, each with what is unread there.
 *
 * @import { MyRoom, MyRooms } from './myRooms.js'
 */

import { badgeLabel } from '../ui/badge.js';
import { byId, closest, group, make, reconcile, setText } from '../ui/elements.js';
import { counted, text } from '../ui/texts.js';
import { LOBBY } from './myRooms.js';
import { roomAddress } from './roomName.js';

/** @typedef {{line: HTMLElement, badge: HTMLElement}} Line */

export class RoomsPanel {
  /** How many mentions are unread in other rooms. */
  mentions = 0;

  #list = byId('my-rooms');
  #opener = byId('elsewhere');
  #rooms;
  #isQuiet;
  /** @type {Map<string, Line>} */
  #lines = new Map();

  /**
   * @param {MyRooms} rooms
   * @param {(room: string) => boolean} isQuiet whether a room shows nothing of what is unread there
   */
  constructor(rooms, isQuiet) {
    this.#rooms = rooms;
    this.#isQuiet = isQuiet;
    this.#list.addEventListener('click', (event) => this.#clicked(event));
    this.show();
  }

  show() {
    const { all, others } = this.#rooms;
    const listed = new Set(all.map(({ room }) => room));
    for (const room of this.#lines.keys()) {
      if (!listed.has(room)) {
        this.#lines.delete(room);
      }
    }
    reconcile(
      this.#list,
      all.map((room) => this.#lineOf(room)),
    );
    const loud = others.filter(({ room }) => !this.#isQuiet(room));
    this.mentions = loud.reduce((sum, { mentions }) => sum + mentions, 0);
    showCounts(this.#opener, { unread: loud.reduce((sum, { unread }) => sum + unread, 0), mentions: this.mentions });
  }

  /** @param {MyRoom} room */
  #lineOf({ room, unread, mentions }) {
    const { line, badge } = this.#lines.get(room) ?? newLine(room, this.#rooms.isHere(room));
    this.#lines.set(room, { line, badge });
    const isQuiet = this.#rooms.isHere(room) || this.#isQuiet(room);
    line.classList.toggle('news', !isQuiet && unread > 0);
    showCounts(badge, isQuiet ? { unread: 0, mentions: 0 } : { unread, mentions });
    return line;
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    const room = closest(event, '.cross')?.dataset.room;
    if (room) {
      this.#list.querySelector('a')?.focus();
      this.#rooms.forget(room);
    }
  }
}

/**
 * @param {string} room
 * @param {boolean} isHere
 * @returns {Line}
 */
function newLine(room, isHere) {
  const badge = make('span', 'badge');
  badge.role = 'img';
  const link = group('a', 'room-link', make('bdi', 'room-name', room), badge);
  link.href = roomAddress(room);
  if (isHere) {
    link.ariaCurrent = 'page';
  }
  const line = group('li', '', link);
  if (!isHere && room !== LOBBY) {
    line.append(forgetButton(room));
  }
  return { line, badge };
}

/** @param {string} room */
function forgetButton(room) {
  const cross = make('button', 'cross', '×');
  cross.type = 'button';
  cross.dataset.room = room;
  cross.title = text('rooms.forget', { room });
  cross.ariaLabel = cross.title;
  return cross;
}

/**
 * Shows what is unread: the mentions, filled, with an @; else the number of messages.
 *
 * @param {HTMLElement} badge
 * @param {{unread: number, mentions: number}} counts
 */
function showCounts(badge, { unread, mentions }) {
  badge.hidden = unread === 0 && mentions === 0;
  badge.classList.toggle('mention', mentions > 0);
  setText(badge, mentions > 0 ? `@${badgeLabel(mentions)}` : badgeLabel(unread));
  const all = counted('new', unread);
  badge.title = mentions > 0 ? `${counted('mentions', mentions)}, ${all}` : all;
  badge.ariaLabel = badge.title;
}
