/**
 * What stands in the log, line by line: messages with days between them, notes, and what waits to be sent. Pure.
 *
 * @typedef {import('./conversation.js').Message} Message
 * @typedef {import('../outbox/outbox.js').Item} Item
 * @typedef {{key: string, after: number, kind: string, [value: string]: unknown}} Note a line of the page's own, after
 *     an entry
 * @typedef {{key: string, kind: 'day', date: Date}
 *   | {key: string, kind: 'note', note: Note}
 *   | {key: string, kind: 'message', message: Message, mine: boolean, continued: boolean, item?: Item,
 *       changes?: Item[], quoted?: Message | null}} Row `changes` wait to be made to it; `quoted` is what it answers
 */

/** Messages of one person closer than this stand together under one name. */
const TOGETHER_MS = 5 * 60_000;

/**
 * @param {Message[]} messages those to show, by rising seq
 * @param {Note[]} notes those to show, by rising place
 * @param {Item[]} items what waits, in order; shown last
 * @param {{id: string, name: string}} me
 * @returns {Row[]}
 */
export function rowsOf(messages, notes, items, me) {
  const rows = [];
  let next = 0;
  for (const message of messages) {
    while (next < notes.length && notes[next].after < message.seq) {
      rows.push(noteRow(notes[next++]));
    }
    addMessage(rows, message, me);
  }
  notes.slice(next).forEach((note) => rows.push(noteRow(note)));
  items.forEach((item) => addMessage(rows, preview(item, me), me, item));
  return rows;
}

/** One's own message keeps its key from the first moment on, so that its element stays when it becomes an entry. */
const keyOf = (message, mine) => (mine && message.id ? `mine ${message.id}` : `seq ${message.seq}`);

const noteRow = (note) => ({ key: `note ${note.key}`, kind: 'note', note });

function addMessage(rows, message, me, item) {
  const mine = message.from.id === me.id;
  const date = new Date(message.at);
  const before = rows.findLast((row) => row.kind === 'message');
  if (!before || !sameDay(new Date(before.message.at), date)) {
    rows.push({ key: `day ${date.toDateString()}`, kind: 'day', date });
  }
  const continued = rows.at(-1)?.kind === 'message' && together(rows.at(-1).message, message);
  rows.push({ key: keyOf(message, mine), kind: 'message', message, mine, continued, item });
}

/** What the message will be once it is said. */
function preview(item, me) {
  const at = new Date(item.at).toISOString();
  const { id, text, re } = item.frame;
  return { seq: Infinity, at, from: me, text, re, id, edited: false, deleted: false, reactions: [] };
}

function sameDay(one, other) {
  return one.toDateString() === other.toDateString();
}

function together(before, message) {
  return before.from.id === message.from.id && new Date(message.at) - new Date(before.at) < TOGETHER_MS;
}
