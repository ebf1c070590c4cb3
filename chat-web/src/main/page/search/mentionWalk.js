/**
 * The walk from one mention to the next: the places of the list in which one of them was opened. They are stored in the
 * browser, because each room is a page of its own. Pure.
 *
 * @typedef {{room: string, seq: number}} Place a message
 * @typedef {{load: (key: string) => any, store: (key: string, value: unknown) => void}} Storage
 */

/** 100 places at most, as many unread mentions as a room counts. */
const LIMIT = 100;
const KEY = 'mention-walk';

/**
 * Begins a walk, in place of the one before.
 *
 * @param {Storage} storage
 * @param {Place[]} places in the order of the list
 */
export const beginWalk = (storage, places) =>
  storage.store(
    KEY,
    places.slice(0, LIMIT).map(({ room, seq }) => ({ room, seq })),
  );

/**
 * The step from a place to the next: where that is, and which of how many it is. Null where the walk ends, and for a
 * place that is not on it.
 *
 * @param {Storage} storage
 * @param {Place} here
 */
export function stepFrom(storage, here) {
  /** @type {Place[]} */
  const places = storage.load(KEY) ?? [];
  const index = places.findIndex((place) => isSame(place, here));
  return index >= 0 && index + 1 < places.length
    ? { next: places[index + 1], number: index + 2, count: places.length }
    : null;
}

/**
 * Names of rooms are compared without case.
 *
 * @param {Place} one
 * @param {Place} other
 */
const isSame = (one, other) => one.seq === other.seq && one.room.toLowerCase() === other.room.toLowerCase();
