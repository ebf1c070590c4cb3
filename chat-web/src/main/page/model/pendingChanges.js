/** How a message looks with the changes that its reader has asked for and the server has not answered. Pure. */

import { applied } from './conversation.js';

/** @typedef {import('../outbox/outbox.js').Item} Item */

const KINDS = { edit: 'edited', delete: 'deleted', react: 'reacted' };

/**
 * The changes that wait, by the message they are for.
 *
 * @param {Item[]} items
 * @returns {Map<number, Item[]>}
 */
export function changesOf(items) {
  const changes = new Map();
  for (const item of items) {
    if (Object.hasOwn(KINDS, item.frame.type)) {
      changes.set(item.frame.of, [...(changes.get(item.frame.of) ?? []), item]);
    }
  }
  return changes;
}

/** The message as it will be. What was refused is not shown as done. */
export function provisional(message, items, me) {
  return items
    .filter(({ state }) => state !== 'failed')
    .reduce((before, { frame }) => applied(before, { ...frame, type: KINDS[frame.type], by: me }), message);
}
