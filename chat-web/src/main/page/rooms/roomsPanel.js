/**
 * The panel of rooms: mine, the latest first, each with what is unread there.
 *
 * @import { MyRoom, MyRooms } from './myRooms.js'
 * @import { RoomBadge } from './roomBadges.js'
 */

import { byId, closest, group, make, reconcile, setText } from '../ui/elements.js';
import { text } from '../ui/texts.js';
import { LOBBY } from './myRooms.js';
import { joinedBadge, roomBadges } from './roomBadges.js';
import { roomAddress } from './roomName.js';

/** @typedef {{line: HTMLElement, badges: HTMLElement[]}} Line */

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
    const unread = loud.reduce((sum, { unread }) => sum + unread, 0);
    showBadge(this.#opener, joinedBadge(roomBadges({ unread, mentions: this.mentions })));
  }

  /** @param {MyRoom} room */
  #lineOf({ room, unread, mentions }) {
    const { line, badges } = this.#lines.get(room) ?? newLine(room, this.#rooms.isHere(room));
    this.#lines.set(room, { line, badges });
    const isQuiet = this.#rooms.isHere(room) || this.#isQuiet(room);
    line.classList.toggle('news', !isQuiet && unread > 0);
    const shown = isQuiet ? [] : roomBadges({ unread, mentions });
    for (const [index, badge] of badges.entries()) {
      showBadge(badge, shown[index]);
    }
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
  const badges = [make('span', 'badge'), make('span', 'badge')];
  for (const badge of badges) {
    badge.role = 'img';
  }
  const link = group('a', 'room-link', make('bdi', 'room-name', room), ...badges);
  link.href = roomAddress(room);
  if (isHere) {
    link.ariaCurrent = 'page';
  }
  const line = group('li', '', link);
  if (!isHere && room !== LOBBY) {
    line.append(forgetButton(room));
  }
  return { line, badges };
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
 * @param {HTMLElement} element
 * @param {RoomBadge} [badge] none hides the element
 */
function showBadge(element, badge) {
  element.hidden = !badge;
  if (badge) {
    element.classList.toggle('mention', badge.isMention);
    setText(element, badge.label);
    element.title = badge.title;
    element.ariaLabel = badge.title;
  }
}
