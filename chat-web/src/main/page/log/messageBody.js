/** The words of one message: with their form, with who is meant, and folded where they are long. */

import { button, make } from '../ui/elements.js';
import { fill } from '../ui/markup.js';
import { mark } from '../model/mention.js';
import { text } from '../ui/texts.js';

/** What is longer is folded, until its reader wants it all. */
const MOST_CHARACTERS = 1_400;
const MOST_LINES = 18;

export class Bubble {
  #text = make('div', 'text');
  #unfold = button('', () => this.#turn(), 'unfold');
  #names;
  #mine;
  #shown = {};
  #folded = true;

  /** @param {import('../model/knownNames.js').Names} names @param {string} mine the reader's own name */
  constructor(names, mine) {
    this.#names = names;
    this.#mine = mine;
    this.#text.dir = 'auto';
    this.#unfold.hidden = true;
    this.parts = [this.#text, this.#unfold];
  }

  /** @param {import('../model/conversation.js').Message} message @param {string} moment when that was, in words */
  show(message, moment) {
    const { text: words, html, deleted } = message;
    const { words: wordsBefore, html: htmlBefore, deleted: deletedBefore } = this.#shown;
    this.#text.title = moment;
    if (words === wordsBefore && html === htmlBefore && deleted === deletedBefore) {
      return;
    }
    this.#shown = { words, html, deleted };
    this.#fill(message);
    this.#fold(!deleted && isLong(words ?? ''));
  }

  #fill({ text: words = '', html, deleted }) {
    const formed = Boolean(html) && !deleted;
    this.#text.classList.toggle('formed', formed);
    if (formed) {
      fill(this.#text, html);
    } else {
      this.#text.textContent = deleted ? text('deleted') : words;
    }
    if (words.includes('@') && this.#names.pattern) {
      mark(this.#text, this.#names.pattern, this.#mine);
    }
  }

  #turn() {
    this.#folded = !this.#folded;
    this.#fold(true);
  }

  #fold(long) {
    this.#text.classList.toggle('folded', long && this.#folded);
    this.#unfold.hidden = !long;
    this.#unfold.textContent = text(this.#folded ? 'unfold' : 'fold');
    this.#unfold.ariaExpanded = String(!this.#folded);
  }
}

const isLong = (words) => words.length > MOST_CHARACTERS || words.split('\n', MOST_LINES + 1).length > MOST_LINES;
