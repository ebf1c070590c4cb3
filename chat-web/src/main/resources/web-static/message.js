/** One line of the log as an element, and its changes. Text is only ever set as text. */

import { MutedLine } from './muted.js';
import { dayOf, has, nameOf, phrase, text, timeOf } from './texts.js';

/**
 * @typedef {import('./rows.js').Row} Row
 * @typedef {object} Acts what a person can do at a message
 * @property {(id: string) => void} again
 * @property {(id: string) => void} discard
 * @property {(seq: number) => void} show
 * @property {(seq: number) => import('./conversation.js').Message | undefined} find
 */

/** @param {Row} row @param {Acts} acts */
export function elementOf(row, acts) {
  switch (row.kind) {
    case 'day':
      return line('day', [dayOf(row.date)]);
    case 'note':
      return line('note', noteOf(row.note));
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
  #reply = make('button', 'reply');
  #text = make('p', 'text');
  #receipt = make('p', 'receipt');
  #reactions = make('ul', 'reactions');

  constructor(acts) {
    this.#acts = acts;
    this.element = make('article', 'message');
    const head = make('p', 'head');
    head.append(this.#who, ' ', this.#time);
    const body = make('div', 'body');
    this.#text.dir = 'auto';
    this.#avatar.ariaHidden = 'true';
    this.#reply.type = 'button';
    this.#reactions.ariaLabel = text('reactions');
    body.append(this.#text, this.#receipt);
    this.element.append(this.#avatar, head, body);
  }

  /** @param {Row} row */
  update(row) {
    const { message } = row;
    this.element.className = classOf(row);
    this.#showAuthor(message);
    this.#showReply(message.re);
    set(this.#text, message.deleted ? text('deleted') : (message.text ?? ''));
    this.#showReceipt(row);
    this.#showReactions(message.reactions);
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
    this.#text.title = timeOf(date);
    if (Number.isFinite(seq)) {
      this.element.dataset.seq = seq;
    }
  }

  #showReply(re) {
    this.#reply.remove();
    if (re) {
      const target = this.#acts.find(re);
      this.#reply.replaceChildren(...(target ? phrase('reply', { name: nameOf(target.from) }) : [text('reply.unknown')]));
      this.#reply.onclick = () => this.#acts.show(re);
      this.#text.before(this.#reply);
    }
  }

  #showReceipt({ message, mine, item }) {
    const state = item?.state ?? (mine ? 'kept' : '');
    const edited = message.edited && !message.deleted ? [text('edited')] : [];
    const tag = `${state} ${item?.code} ${edited}`;
    if (this.#receipt.dataset.state !== tag) {
      this.#receipt.dataset.state = tag;
      this.#receipt.replaceChildren(...edited, ...this.#stateOf(state, item));
    }
  }

  #stateOf(state, item) {
    switch (state) {
      case 'failed': {
        const reason = `refused.${item.code}`;
        return [
          make('span', 'failure', text('failed', { reason: text(has(reason) ? reason : 'refused.other') })),
          button(text('again'), () => this.#acts.again(item.id)),
          button(text('discard'), () => this.#acts.discard(item.id)),
        ];
      }
      case 'kept':
        return [make('span', 'tick', text('sent'))];
      case '':
        return [];
      default:
        return [make('span', 'clock', text(state))];
    }
  }

  #showReactions(reactions) {
    if (reactions.length === 0) {
      this.#reactions.remove();
      return;
    }
    this.#reactions.replaceChildren(
      ...reactions.map(({ emoji, count, who }) => {
        const item = make('li', '', `${emoji} ${count}`);
        item.title = who.map((member) => member.name).join(', ');
        return item;
      }),
    );
    this.#receipt.before(this.#reactions);
  }
}

function classOf({ message, mine, continued, item }) {
  const kinds = [
    ['mine', mine],
    ['continued', continued],
    ['deleted', message.deleted],
    ['pending', item && item.state !== 'kept'],
    ['failed', item?.state === 'failed'],
  ];
  return ['message', ...kinds.filter(([, holds]) => holds).map(([kind]) => kind)].join(' ');
}

function make(tag, kind, content = '') {
  const element = document.createElement(tag);
  element.className = kind;
  element.textContent = content;
  return element;
}

function button(label, act) {
  const element = make('button', '', label);
  element.type = 'button';
  element.onclick = act;
  return element;
}

function set(element, content) {
  if (element.textContent !== content) {
    element.textContent = content;
  }
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
