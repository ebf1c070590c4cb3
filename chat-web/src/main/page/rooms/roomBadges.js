/** The badges of a room: the mentions, filled, with an @, and beside it the number of unread messages. Pure. */

import { badgeLabel } from '../ui/badge.js';
import { counted } from '../ui/texts.js';

/** @typedef {{isMention: boolean, label: string, title: string}} RoomBadge `title` is what a screen reader reads out */

/**
 * The badges of a room, none where nothing is unread.
 *
 * @param {{unread: number, mentions: number}} counts
 * @returns {RoomBadge[]}
 */
export function roomBadges({ unread, mentions }) {
  const all = [
    { isMention: true, count: mentions, label: `@${badgeLabel(mentions)}`, title: counted('mentions', mentions) },
    { isMention: false, count: unread, label: badgeLabel(unread), title: counted('new', unread) },
  ];
  return all.filter(({ count }) => count > 0).map(({ isMention, label, title }) => ({ isMention, label, title }));
}

/**
 * The badge where there is room for one: the first, read out with the others.
 *
 * @param {RoomBadge[]} badges
 * @returns {RoomBadge | undefined}
 */
export const joinedBadge = ([first, ...others]) =>
  first && { ...first, title: [first, ...others].map(({ title }) => title).join(', ') };
