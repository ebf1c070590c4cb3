/**
 * The rows of the log: messages with days between them, notes, and the messages that wait to be sent. Pure.
 *
 * @import { Member, Message, OutboxItem, SentFile } from './types.js'
 * @import { Note } from './notes.js'
 *
 * @typedef {{key: string, kind: 'day', date: Date}} DayRow
 *
 * @typedef {{key: string, kind: 'note', note: Note}} NoteRow
 *
 * @typedef {object} MessageRow
 * @property {string} key
 * @property {'message'} kind
 * @property {Message} message
 * @property {boolean} mine
 * @property {boolean} continued whether it stands under the same name as the one before
 * @property {number} [hue] the hue of the author's colour
 * @property {OutboxItem} [item] what waits, where this is the preview of it
 * @property {OutboxItem[]} [changes] changes of the message that wait
 * @property {string} [waits] why they wait, in a sentence
 * @property {Message | null} [quoted] the message that it answers
 * @property {FileRow[]} [files]
 *
 * @typedef {object} FileProgress what is known of a file that waits, in this browser
 * @property {string} [preview] the address of the picture
 * @property {number} [fraction] how much of it is uploaded, 0 to 1
 *
 * @typedef {Omit<SentFile, 'id'> & {id?: string} & FileProgress} FileRow
 *
 * @typedef {{key: string, kind: 'muted', seqs: number[]}} MutedRow a run of messages of muted members
 *
 * @typedef {DayRow | NoteRow | MessageRow | MutedRow} Row
 */

/** Messages of one author that are less than 5 min apart stand under one name. */
const GROUP_MS = 5 * 60_000;

/**
 * @param {Message[]} messages those to show, by rising seq
 * @param {Note[]} notes those to show, by rising place
 * @param {OutboxItem[]} items those to show, in order; they come last
 * @param {Member} me
 * @returns {Row[]}
 */
export function rowsOf(messages, notes, items, me) {
  /** @type {Row[]} */
  const rows = [];
  let next = 0;
  for (const message of messages) {
    while (next < notes.length && notes[next].after < message.seq) {
      rows.push(noteRow(notes[next++]));
    }
    addMessage(rows, message, me);
  }
  rows.push(...notes.slice(next).map(noteRow));
  for (const item of items) {
    addMessage(rows, previewOf(item, me), me, item);
  }
  return rows;
}

/**
 * The rows with each run of messages of muted members as one.
 *
 * @param {Row[]} rows
 * @param {(message: Message) => boolean} isHidden
 */
export function foldMuted(rows, isHidden) {
  /** @type {Row[]} */
  const folded = [];
  for (const row of rows) {
    const last = folded.at(-1);
    if (row.kind !== 'message' || !isHidden(row.message)) {
      folded.push(row);
    } else if (last?.kind === 'muted') {
      last.seqs.push(row.message.seq);
    } else {
      folded.push({ key: `muted ${row.key}`, kind: 'muted', seqs: [row.message.seq] });
    }
  }
  return folded;
}

/**
 * One's own message keeps its key from the first moment on, so that its element stays when it becomes an entry.
 *
 * @param {Message} message
 * @param {boolean} mine
 */
const keyOf = (message, mine) => (mine && message.id ? `mine ${message.id}` : `seq ${message.seq}`);

/**
 * @param {Note} note
 * @returns {NoteRow}
 */
const noteRow = (note) => ({ key: `note ${note.key}`, kind: 'note', note });

/**
 * @param {Row[]} rows
 * @param {Message} message
 * @param {Member} me
 * @param {OutboxItem} [item]
 */
function addMessage(rows, message, me, item) {
  const mine = message.from.id === me.id;
  const date = new Date(message.at);
  const before = rows.findLast((row) => row.kind === 'message');
  if (!before || !isSameDay(new Date(before.message.at), date)) {
    rows.push({ key: `day ${date.toDateString()}`, kind: 'day', date });
  }
  const last = rows.at(-1);
  const continued = last?.kind === 'message' && isSameGroup(last.message, message);
  rows.push({ key: keyOf(message, mine), kind: 'message', message, mine, continued, item });
}

/**
 * The message that an item will be.
 *
 * @param {OutboxItem} item
 * @param {Member} me
 * @returns {Message}
 */
function previewOf(item, me) {
  const at = new Date(item.at).toISOString();
  const { id, text, re } = item.frame;
  const state = { edited: false, deleted: false, reactions: [], replies: 0, pinned: false };
  return { seq: Infinity, asOf: Infinity, at, from: me, text, re, id, ...state };
}

/**
 * @param {Date} one
 * @param {Date} other
 */
function isSameDay(one, other) {
  return one.toDateString() === other.toDateString();
}

/**
 * @param {Message} before
 * @param {Message} message
 */
function isSameGroup(before, message) {
  return before.from.id === message.from.id && Date.parse(message.at) - Date.parse(before.at) < GROUP_MS;
}
