/**
 * The body of a message: its text with markup and marked mentions, folded where it is long.
 *
 * @import { Message } from '../model/types.js'
 * @import { KnownNames } from '../model/knownNames.js'
 */

import { button, make } from '../ui/elements.js';
import { fillWithMarkup } from '../ui/markup.js';
import { text } from '../ui/texts.js';
import { markMentions } from './markMentions.js';

/** A text of more than 1,400 characters or 18 lines is folded, until its reader unfolds it. */
const CHARACTERS_LIMIT = 1_400;
const LINES_LIMIT = 18;

export class MessageBody {
  #text = make('div', 'text');
  #unfold = button('', () => this.#toggle(), 'unfold');
  #names;
  #myName;
  /** @type {Pick<Message, 'text' | 'html' | 'deleted'> | null} */
  #shown = null;
  #folded = true;

  /**
   * @param {KnownNames} names
   * @param {string} myName
   */
  constructor(names, myName) {
    this.#names = names;
    this.#myName = myName;
    this.#unfold.hidden = true;
    this.parts = [this.#text, this.#unfold];
  }

  /**
   * @param {Message} message
   * @param {string} time when that was, in words
   */
  show(message, time) {
    const { text: words, html, deleted } = message;
    this.#text.title = time;
    // A message of files alone has no text.
    this.#text.hidden = !words && !deleted;
    const before = this.#shown;
    if (before && words === before.text && html === before.html && deleted === before.deleted) {
      return;
    }
    this.#shown = { text: words, html, deleted };
    this.#fill(message);
    this.#fold(!deleted && isLong(words ?? ''));
  }

  /** @param {Message} message */
  #fill({ text: words = '', html, deleted }) {
    const markup = deleted ? undefined : html;
    this.#text.classList.toggle('formed', Boolean(markup));
    if (markup) {
      fillWithMarkup(this.#text, markup);
    } else {
      this.#text.textContent = deleted ? text('deleted') : words;
    }
    if (words.includes('@') && this.#names.pattern) {
      markMentions(this.#text, this.#names.pattern, this.#myName);
    }
  }

  #toggle() {
    this.#folded = !this.#folded;
    this.#fold(true);
  }

  /** @param {boolean} long */
  #fold(long) {
    this.#text.classList.toggle('folded', long && this.#folded);
    this.#unfold.hidden = !long;
    this.#unfold.textContent = text(this.#folded ? 'unfold' : 'fold');
    this.#unfold.ariaExpanded = String(!this.#folded);
  }
}

/** @param {string} words */
const isLong = (words) => words.length > CHARACTERS_LIMIT || words.split('\n', LINES_LIMIT + 1).length > LINES_LIMIT;
