/**
 * A message with its pending changes: those that this member has sent and the server has not answered. Pure.
 *
 * @import { Member, Message, OutboxItem } from './types.js'
 */

import { withChange } from './messageChanges.js';

/** The type of entry that each type of frame becomes. */
const ENTRY_TYPES = new Map([
  ['edit', 'edited'],
  ['delete', 'deleted'],
  ['react', 'reacted'],
  ['pin', 'pinned'],
]);

/**
 * The changes that wait, by the message they are for.
 *
 * @param {OutboxItem[]} items
 */
export function changesByMessage(items) {
  /** @type {Map<number, OutboxItem[]>} */
  const changes = new Map();
  for (const item of items) {
    const { type, of } = item.frame;
    if (of !== undefined && ENTRY_TYPES.has(type)) {
      changes.set(of, [...(changes.get(of) ?? []), item]);
    }
  }
  return changes;
}

/**
 * The message as it will be. A refused change is not shown as done.
 *
 * @param {Message} message
 * @param {OutboxItem[]} items
 * @param {Member} me
 */
export function withPendingChanges(message, items, me) {
  return items
    .filter(({ state }) => state !== 'failed')
    .reduce(
      (before, { frame }) => withChange(before, { ...frame, type: ENTRY_TYPES.get(frame.type) ?? frame.type, by: me }),
      message,
    );
}

/**
 * The message as it is shown: with its own of the pending changes of all messages.
 *
 * @param {Message | undefined} message
 * @param {OutboxItem[]} items
 * @param {Member} me
 */
export function messageAsShown(message, items, me) {
  return message && withPendingChanges(message, changesByMessage(items).get(message.seq) ?? [], me);
}
