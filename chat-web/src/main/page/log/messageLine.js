/** One line of the log as an element, and its changes. */

import { Bubble } from './messageBody.js';
import { button, make, set } from '../ui/elements.js';
import { plainOf } from '../ui/markup.js';
import { mentions } from '../model/mention.js';
import { MutedLine } from '../people/mutedMembers.js';
import { Reactions } from './reactions.js';
import { Receipt } from './receipt.js';
import { dayOf, nameOf, phrase, text, timeOf } from '../ui/texts.js';

/**
 * @typedef {import('../model/rowModel.js').Row} Row
 * @typedef {object} Acts what a person can do at a message, and who that is
 * @property {(id: string) => void} again
 * @property {(id: string) => void} discard
 * @property {(seq: number) => void} show
 * @property {(seq: number, emoji: string, on: boolean) => void} react
 * @property {import('../model/knownNames.js').Names} names
 * @property {{id: string, name: string}} me
 */

/** @param {Row} row @param {Acts} acts */
export function elementOf(row, acts) {
  switch (row.kind) {
    case 'day':
      return line('day', [dayOf(row.date)]);
    case 'note':
      return line(row.note.kind === 'unread' ? 'unread' : 'note', noteOf(row.note));
    case 'muted':
      return new MutedLine(row);
    default:
      return new MessageLine(acts);
  }
}

function line(kind, nodes) {
  const element = make('p', kind);
  element.append(...nodes);
  return { element, update: (row) => row.kind === 'note' && replaceIfOther(element, noteOf(row.note)) };
}

function noteOf(note) {
  return note.members ? phrase(note.kind, { names: namesOf(note.members) }) : [note.text];
}

function namesOf(members) {
  const names = document.createDocumentFragment();
  const parts = new Intl.ListFormat(document.documentElement.lang).formatToParts(members.map((member) => member.name));
  names.append(...parts.map((part) => (part.type === 'element' ? nameOf({ name: part.value }) : part.value)));
  return names;
}

/** A message: its parts are changed one by one, so that a screen reader is not told the same text twice. */
class MessageLine {
  #acts;
  #avatar = make('span', 'avatar');
  #who = make('bdi', 'who');
  #time = make('time', '');
  #quote = button('', () => this.#acts.show(this.#message.re), 'quote');
  #bubble;
  #receipt;
  #reactions;
  #message;

  constructor(acts) {
    this.#acts = acts;
    this.#bubble = new Bubble(acts.names, acts.me.name);
    this.#receipt = new Receipt(acts);
    this.#reactions = new Reactions(acts.me, (emoji, on) => acts.react(this.#message.seq, emoji, on));
    this.element = make('article', 'message');
    this.element.tabIndex = -1;
    const head = make('p', 'head');
    head.append(this.#who, ' ', this.#time);
    const body = make('div', 'body');
    this.#avatar.ariaHidden = 'true';
    this.#quote.hidden = true;
    body.append(this.#quote, ...this.#bubble.parts, this.#reactions.element, this.#receipt.element);
    this.element.append(this.#avatar, head, body);
  }

  /** @param {Row} row */
  update(row) {
    const { message, changes = [] } = row;
    this.#message = message;
    this.element.className = classOf(row, this.#acts.me);
    this.#showAuthor(message);
    this.#showQuote(message, row.quoted);
    this.#bubble.show(message, timeOf(new Date(message.at)));
    this.#reactions.show(message.reactions, changes);
    this.#receipt.show(row);
  }

  #showAuthor({ from, at, seq }) {
    const date = new Date(at);
    set(this.#avatar, initialOf(from.name));
    // A variable of ours, set from script: the content policy allows no style attributes.
    this.element.style.setProperty('--hue', hueOf(from.id));
    this.element.dataset.author = from.id;
    set(this.#who, from.name);
    set(this.#time, timeOf(date));
    this.#time.dateTime = date.toISOString();
    if (Number.isFinite(seq)) {
      this.element.dataset.seq = seq;
    }
  }

  #showQuote({ re, deleted }, quoted) {
    this.#quote.hidden = !re || deleted;
    if (re) {
      this.#quote.replaceChildren(...(quoted ? [nameOf(quoted.from), ' ', beginningOf(quoted)] : [text('reply.unknown')]));
    }
  }
}

/** The beginning of a message, for a line of its own. */
export function beginningOf(message) {
  const words = make('span', 'beginning', message.deleted ? text('deleted') : plainOf(message).slice(0, LONGEST_BEGINNING));
  words.dir = 'auto';
  return words;
}

const LONGEST_BEGINNING = 160;

function classOf({ message, mine, continued, item, changes = [], quoted }, me) {
  const waiting = [item, ...changes.filter(({ frame }) => frame.type !== 'react')].filter(Boolean);
  const kinds = [
    ['mine', mine],
    ['continued', continued],
    ['deleted', message.deleted],
    ['pending', waiting.some(({ state }) => state !== 'kept')],
    ['failed', waiting.some(({ state }) => state === 'failed')],
    ['for-me', !mine && !message.deleted && (quoted?.from.id === me.id || mentions(message.text, me.name))],
  ];
  return ['message', ...kinds.filter(([, holds]) => holds).map(([kind]) => kind)].join(' ');
}

function replaceIfOther(element, nodes) {
  const next = document.createElement('p');
  next.append(...nodes);
  if (next.textContent !== element.textContent) {
    element.replaceChildren(...next.childNodes);
  }
}

const graphemes = new Intl.Segmenter();

/** The first character as people see it. */
export function initialOf(name) {
  return graphemes.segment(name)[Symbol.iterator]().next().value?.segment.toLocaleUpperCase() ?? '';
}

/** A colour for a person: the same on every page, and far apart for ids that are near. */
export function hueOf(id) {
  let hash = 0;
  for (const character of id) {
    hash = Math.imul(hash ^ character.codePointAt(0), 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return (hash >>> 0) % 360;
}
