/**
 * The line of a message in the log, and its changes.
 *
 * @import { Member, Message } from '../model/types.js'
 * @import { KnownNames } from '../model/knownNames.js'
 * @import { MessageRow, Row } from '../model/rowModel.js'
 */

import { initialOf } from '../model/avatar.js';
import { isLoneEmoji } from '../model/graphemes.js';
import { button, group, make, setText } from '../ui/elements.js';
import { excerptOf } from '../ui/messageExcerpt.js';
import { showNotice } from '../ui/notice.js';
import { counted, lineTimeOf, markBot, nameElement, text, timeOf } from '../ui/texts.js';
import { MessageBody } from './messageBody.js';
import { MessageFiles } from './messageFiles.js';
import { Reactions } from './reactions.js';
import { MARKS, Receipt } from './receipt.js';

/**
 * @typedef {object} LineContext what a person can do at a message, and who that is
 * @property {(id: string) => void} retry
 * @property {(id: string) => void} discard
 * @property {(id: string) => void} cancel discards a message, and keeps its text
 * @property {(seq: number) => void} show
 * @property {(seq: number) => void} thread opens the thread of a message
 * @property {(file: string) => void} open shows a picture
 * @property {(seq: number, emoji: string, on: boolean) => void} react
 * @property {KnownNames} names
 * @property {Member} me
 */

/** Changes its parts one by one, because a screen reader reads out each text that is set. */
export class MessageLine {
  #context;
  #message;
  #avatar = make('span', 'avatar');
  #author = make('bdi', 'who');
  #edited = make('span', 'edited', text('edited'));
  #time = make('time', '');
  #meta = group('span', 'meta', ' ', this.#time);
  #quote = button('', () => this.#context.show(this.#message.re ?? 0), 'quote');
  #pin = make('span', 'pin', '📌');
  #thread = button('', () => this.#context.thread(this.#message.seq), 'replies');
  #body;
  #files;
  #receipt;
  #reactions;

  /**
   * @param {MessageRow} row
   * @param {LineContext} context
   */
  constructor(row, context) {
    this.#context = context;
    this.#message = row.message;
    this.#body = new MessageBody(context.names, context.me.name);
    this.#files = new MessageFiles(context.open);
    this.#receipt = new Receipt(context);
    this.#reactions = new Reactions(context.me, (emoji, on) => context.react(this.#message.seq, emoji, on));
    this.#avatar.ariaHidden = 'true';
    this.#quote.hidden = true;
    this.#quote.dir = 'auto';
    this.#pin.title = text('pinned');
    // The full time where no mouse can ask for it.
    this.#time.addEventListener('click', () => showNotice(this.#time.title));
    const bubble = group(
      'div',
      'bubble',
      ...[this.#author, ' ', this.#quote, ...this.#body.parts],
      ...[' ', this.#meta, this.#files.element, group('div', 'foot', this.#reactions.element, this.#thread)],
    );
    bubble.dir = 'auto';
    this.element = group('article', 'message', this.#avatar, group('div', 'body', bubble, this.#receipt.element));
    this.element.tabIndex = -1;
  }

  /** @param {Row} row */
  update(row) {
    if (row.kind !== 'message') {
      return;
    }
    const { message, changes = [] } = row;
    this.#message = message;
    this.element.className = classesOf(row, this.#context);
    this.#showAuthor(row);
    this.#showMarks(message);
    this.#showQuote(message, row.quoted ?? null);
    this.#body.show(message, timeOf(new Date(message.at)));
    this.#files.show(message.deleted ? [] : (row.files ?? []));
    this.#placeTime(message);
    this.#reactions.show(message.reactions, changes);
    this.#receipt.show(row);
  }

  /** @param {MessageRow} row */
  #showAuthor({ message: { from, at, seq }, hue }) {
    const date = new Date(at);
    setText(this.#avatar, initialOf(from.name));
    // Set by script, because the content security policy allows no style attributes.
    this.element.style.setProperty('--hue', String(hue));
    this.element.dataset.author = from.id;
    setText(this.#author, from.name);
    markBot(this.#author, from);
    setText(this.#time, lineTimeOf(date));
    this.#time.title = timeOf(date);
    this.#time.dateTime = date.toISOString();
    if (Number.isFinite(seq)) {
      this.element.dataset.seq = String(seq);
    }
  }

  /** @param {Message} message */
  #showMarks({ edited, deleted, pinned, replies }) {
    const marks = [...(pinned ? [this.#pin] : []), ...(edited && !deleted ? [this.#edited] : [])];
    // Set only where they differ, because a screen reader reads out each change.
    if (marks.length !== this.#meta.childElementCount - 1 || !marks.every((mark) => this.#meta.contains(mark))) {
      this.#meta.replaceChildren(' ', ...marks.flatMap((mark) => [mark, ' ']), this.#time);
    }
    this.#thread.hidden = replies === 0;
    setText(this.#thread, replies > 0 ? counted('replies', replies) : '');
  }

  /**
   * The time stands at the end of the text, or after the files where there is no text.
   *
   * @param {Message} message
   */
  #placeTime({ text: words, deleted }) {
    const before = words || deleted ? this.#body.parts[1] : this.#files.element;
    if (this.#meta.previousElementSibling !== before) {
      before.after(' ', this.#meta);
    }
  }

  /**
   * @param {Message} message
   * @param {Message | null} quoted
   */
  #showQuote({ re, deleted }, quoted) {
    this.#quote.hidden = !re || deleted;
    if (re) {
      const nodes = quoted ? [nameElement(quoted.from), ' ', excerptOf(quoted)] : [text('reply.unknown')];
      this.#quote.replaceChildren(...nodes);
    }
  }
}

/**
 * @param {MessageRow} row
 * @param {LineContext} context
 */
function classesOf({ message, mine, continued, item, changes = [], quoted, files = [] }, { me, names }) {
  const items = [...(item ? [item] : []), ...changes.filter(({ frame }) => !MARKS.has(frame.type))];
  const isForMe = () => quoted?.from.id === me.id || names.mentions(message.text, me.name);
  /** @type {[string, boolean][]} */
  const classes = [
    ['mine', mine],
    ['continued', continued],
    ['large', !message.html && !message.deleted && !message.re && !files.length && isLoneEmoji(message.text ?? '')],
    ['deleted', message.deleted],
    ['pending', items.some(({ state }) => state !== 'kept')],
    ['failed', items.some(({ state }) => state === 'failed')],
    ['for-me', !mine && !message.deleted && isForMe()],
  ];
  return ['message', ...classes.filter(([, holds]) => holds).map(([name]) => name)].join(' ');
}
