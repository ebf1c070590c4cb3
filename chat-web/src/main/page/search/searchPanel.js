/**
 * The search panel: finds messages by words, and goes to one on a click.
 *
 * @import { Archive } from '../net/archive.js'
 * @import { Found, Message } from '../model/types.js'
 */

import { button, find, focusedIndex, group, make } from '../ui/elements.js';
import { openLayer } from '../ui/layers.js';
import { plainText } from '../ui/markup.js';
import { fileNames } from '../ui/messageExcerpt.js';
import { nameElement, text, timeOf } from '../ui/texts.js';
import { excerptWith } from './messageLink.js';

/** Where the panel covers the conversation. */
const COVERS = '(width < 900px)';
/** The search starts once the writer pauses for 250 ms. */
const PAUSE_MS = 250;

export class SearchPanel {
  #panel;
  #archive;
  #show;
  #closed;
  #left = () => {};
  #field;
  #results;
  #status;
  #more = button(text('search.more'), () => this.#load(this.#oldest), 'more');
  #oldest = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #request = new AbortController();

  /**
   * @param {HTMLElement} panel
   * @param {Archive} archive
   * @param {(seq: number) => void} show goes to a message
   * @param {() => void} closed
   */
  constructor(panel, archive, show, closed) {
    this.#panel = panel;
    this.#archive = archive;
    this.#show = show;
    this.#closed = closed;
    this.#field = find(panel, 'input', HTMLInputElement);
    this.#status = find(panel, '[role=status]');
    this.#results = find(panel, 'ol');
    panel.append(this.#more);
    this.#more.hidden = true;
    this.#field.addEventListener('input', (event) => /** @type {InputEvent} */ (event).isComposing || this.#changed());
    this.#field.addEventListener('compositionend', () => this.#changed());
    find(panel, 'button.close').onclick = () => this.close();
    panel.addEventListener('keydown', (event) => this.#pressed(event));
    panel.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#search();
    });
  }

  get open() {
    return !this.#panel.hidden;
  }

  show() {
    if (this.#panel.hidden && matchMedia(COVERS).matches) {
      this.#left = openLayer(() => this.close());
    }
    this.#panel.hidden = false;
    this.#field.focus();
    this.#field.select();
  }

  close() {
    this.#panel.hidden = true;
    this.#left();
    this.#closed();
  }

  #changed() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#search(), PAUSE_MS);
  }

  #search() {
    clearTimeout(this.#timer);
    this.#request.abort();
    this.#more.hidden = true;
    if (this.#words === '') {
      this.#results.replaceChildren();
      this.#status.textContent = '';
    } else {
      this.#load(0);
    }
  }

  get #words() {
    return this.#field.value.trim();
  }

  /** @param {number} before the entry before which to search; 0: the latest results */
  async #load(before) {
    const words = this.#words;
    this.#request.abort();
    this.#request = new AbortController();
    const { signal } = this.#request;
    this.#status.textContent = text('search.busy');
    const answer = await this.#archive.search(words, before, signal);
    if (!signal.aborted) {
      this.#render(answer, words, before);
    }
  }

  /**
   * @param {Found | {refused: string} | null} answer
   * @param {string} words
   * @param {number} before
   */
  #render(answer, words, before) {
    const found = answer && 'messages' in answer ? answer : null;
    const messages = (found?.messages ?? []).toReversed();
    const lines = messages.map((message) => this.#lineOf(message, words.split(/\s+/)));
    if (before) {
      this.#results.append(...lines.map(({ line }) => line));
      lines[0]?.opener.focus();
    } else {
      this.#results.replaceChildren(...lines.map(({ line }) => line));
      this.#panel.scrollTop = 0;
    }
    this.#oldest = messages.at(-1)?.seq ?? before;
    // After a failure, the button stays for a retry.
    this.#more.hidden = found ? !found.more || messages.length === 0 : !before;
    this.#status.textContent = this.#outcome(answer, words);
  }

  /**
   * @param {Found | {refused: string} | null} answer
   * @param {string} words
   */
  #outcome(answer, words) {
    if (answer === null) {
      return text('search.failed');
    }
    if ('refused' in answer) {
      return answer.refused;
    }
    return this.#results.childElementCount === 0 ? text('search.none', { words }) : '';
  }

  /**
   * @param {Message} message
   * @param {string[]} words
   */
  #lineOf(message, words) {
    const time = make('time', '', timeOf(new Date(message.at)));
    const context = group('span', 'context', ...excerptWith([plainText(message), fileNames(message)], words));
    context.dir = 'auto';
    const opener = button('', () => this.#goTo(message.seq));
    opener.append(group('span', 'head', nameElement(message.from), ' ', time), context);
    return { line: group('li', '', opener), opener };
  }

  /** @param {number} seq */
  #goTo(seq) {
    // Where the panel covers the conversation, it closes.
    if (matchMedia(COVERS).matches) {
      this.close();
    }
    this.#show(seq);
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === 'Escape' && !event.isComposing) {
      event.preventDefault();
      this.close();
    } else if (step) {
      const stops = [
        this.#field,
        ...this.#results.querySelectorAll('button'),
        ...(this.#more.hidden ? [] : [this.#more]),
      ];
      event.preventDefault();
      stops[focusedIndex(stops) + step]?.focus();
    }
  }
}
