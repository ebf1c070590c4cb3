/** Builds the values that the tests speak of. */

export const ANN = { id: 'a', name: 'Ann' };
export const BOB = { id: 'b', name: 'Bob' };
export const MING = { id: 'm', name: '小明' };

const MORNING = Date.parse('2026-11-23T08:00:00.000Z');

/** A message as history has it: each a minute after the one before. */
export function message(seq, text = `message ${seq}`, more = {}) {
  const at = new Date(MORNING + seq * 60_000).toISOString();
  const state = { edited: false, deleted: false, reactions: [], replies: 0, pinned: false };
  return { seq, at, from: ANN, text, id: `i${seq}`, ...state, ...more };
}

/** The messages of consecutive numbers. */
export function messages(first, last) {
  return Array.from({ length: last - first + 1 }, (_, index) => message(first + index));
}

/** The entry of a message. */
export const said = (seq, text, more = {}) => {
  const { at, from, id } = message(seq);
  return { type: 'said', seq, at, from, id, text: text ?? `message ${seq}`, ...more };
};

export const edited = (seq, of, text) => ({ type: 'edited', seq, of, by: ANN, text });
export const deleted = (seq, of) => ({ type: 'deleted', seq, of, by: ANN });
export const reacted = (seq, of, { by = ANN, emoji = '👍', on = true } = {}) => ({
  type: 'reacted',
  seq,
  of,
  by,
  emoji,
  on,
});
