/**
 * The lines of the log that are no messages: days, notes, and runs of muted messages.
 *
 * @import { Member } from '../model/types.js'
 * @import { Note } from '../model/notes.js'
 * @import { DayRow, MutedRow, NoteRow, Row } from '../model/rowModel.js'
 */

import { button, group, make } from '../ui/elements.js';
import { lazily } from '../ui/lazily.js';
import { counted, dayOf, durationOf, language, nameElement, phrase, text } from '../ui/texts.js';

const nameList = lazily(() => new Intl.ListFormat(language));

/** @param {DayRow} row */
export function dayLine({ date }) {
  return { element: make('p', 'day', dayOf(date)), update() {} };
}

/** @param {NoteRow} row */
export function noteLine({ note }) {
  const element = group('p', note.kind === 'unread' ? 'unread' : 'note', ...nodesOf(note));
  return {
    element,
    /** @param {Row} row */
    update(row) {
      if (row.kind === 'note') {
        replaceIfOther(element, group('p', '', ...nodesOf(row.note)));
      }
    },
  };
}

/**
 * @param {MutedRow} first
 * @param {(seqs: number[]) => void} open
 */
export function mutedLine(first, open) {
  let { seqs } = first;
  const label = make('span', '');
  return {
    element: group(
      'p',
      'note muted',
      label,
      ' ',
      button(text('muted.show'), () => open(seqs)),
    ),
    /** @param {Row} row */
    update(row) {
      if (row.kind === 'muted') {
        ({ seqs } = row);
        label.textContent = counted('muted', seqs.length);
      }
    },
  };
}

/** @param {Note} note */
function nodesOf({ kind, members, text: key = kind, count, duration }) {
  if (members) {
    return phrase(kind, { names: namesOf(members) });
  }
  const values = duration === undefined ? {} : { duration: durationOf(duration) };
  return [count === undefined ? text(key, values) : counted(key, count, values)];
}

/** @param {Member[]} members */
function namesOf(members) {
  const names = document.createDocumentFragment();
  const parts = nameList().formatToParts(members.map(({ name }) => name));
  names.append(...parts.map(({ type, value }) => (type === 'element' ? nameElement({ name: value }) : value)));
  return names;
}

/**
 * @param {Element} element
 * @param {Element} next
 */
function replaceIfOther(element, next) {
  if (next.textContent !== element.textContent) {
    element.replaceChildren(...next.childNodes);
  }
}
