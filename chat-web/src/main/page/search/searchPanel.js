/** Finds what was said: words in, messages out, a click goes there. */

import { button, make } from '../ui/elements.js';
import { plainOf } from '../ui/markup.js';
import { nameOf, text, timeOf } from '../ui/texts.js';

const PAUSE_MS = 250;
/** How much of a long message is shown before the words that were found. */
const CONTEXT = 40;
const LONGEST_SHOWN = 240;

export class Search {
  #panel;
  #archive;
  #show;
  #closed;
  #field;
  #found;
  #state;
  #more = button(text('search.more'), () => this.#find(this.#oldest), 'more');
  #oldest = 0;
  #timer = 0;
  #asking = new AbortController();

  /**
   * @param {HTMLElement} panel
   * @param {import('../net/archive.js').Archive} archive
   * @param {(seq: number) => void} show goes to a message
   * @param {() => void} closed
   */
  constructor(panel, archive, show, closed) {
    this.#panel = panel;
    this.#archive = archive;
    this.#show = show;
    this.#closed = closed;
    [this.#field, this.#state, this.#found] = ['input', '[role=status]', 'ol'].map((part) => panel.querySelector(part));
    panel.append(this.#more);
    this.#more.hidden = true;
    this.#field.addEventListener('input', (event) => event.isComposing || this.#changed());
    this.#field.addEventListener('compositionend', () => this.#changed());
    panel.querySelector('button.close').onclick = () => this.close();
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
    this.#panel.hidden = false;
    this.#field.focus();
    this.#field.select();
  }

  close() {
    this.#panel.hidden = true;
    this.#closed();
  }

  #changed() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#search(), PAUSE_MS);
  }

  #search() {
    clearTimeout(this.#timer);
    this.#asking.abort();
    this.#more.hidden = true;
    if (this.#words === '') {
      this.#found.replaceChildren();
      this.#state.textContent = '';
    } else {
      this.#find(0);
    }
  }

  get #words() {
    return this.#field.value.trim();
  }

  async #find(before) {
    const words = this.#words;
    this.#asking.abort();
    this.#asking = new AbortController();
    const { signal } = this.#asking;
    this.#state.textContent = text('search.busy');
    const answer = await this.#archive.search(words, before, signal);
    if (!signal.aborted) {
      this.#put(answer, words, before);
    }
  }

  #put(answer, words, before) {
    const messages = (answer?.messages ?? []).toReversed();
    const lines = messages.map((message) => this.#line(message, words.split(/\s+/)));
    if (before) {
      this.#found.append(...lines);
    } else {
      this.#found.replaceChildren(...lines);
      this.#panel.scrollTop = 0;
    }
    this.#oldest = messages.at(-1)?.seq ?? before;
    // Where it failed for now, whoever asked for more may ask again.
    this.#more.hidden = answer?.messages ? !answer.more || messages.length === 0 : !before;
    this.#state.textContent = this.#outcome(answer, words);
    if (before) {
      lines[0]?.firstElementChild.focus();
    }
  }

  #outcome(answer, words) {
    if (answer === null) {
      return text('search.failed');
    }
    const nothing = this.#found.childElementCount === 0;
    return answer.refused ?? (nothing ? text('search.none', { words }) : '');
  }

  #line(message, words) {
    const line = make('li', '');
    const go = button('', () => this.#go(message.seq));
    const head = make('span', 'head');
    head.append(nameOf(message.from), ' ', make('time', '', timeOf(new Date(message.at))));
    const context = make('span', 'context');
    context.dir = 'auto';
    context.append(...highlighted(excerpt(plainOf(message) ?? '', words), words));
    go.append(head, context);
    line.append(go);
    return line;
  }

  #go(seq) {
    // Where the panel covers the talk, it makes way.
    if (matchMedia('(width < 900px)').matches) {
      this.close();
    }
    this.#show(seq);
  }

  #pressed(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === 'Escape' && !event.isComposing) {
      event.preventDefault();
      this.close();
    } else if (step) {
      const stops = [this.#field, ...this.#found.querySelectorAll('button')];
      event.preventDefault();
      stops[stops.indexOf(document.activeElement) + step]?.focus();
    }
  }
}

const first = (words, written) =>
  Math.min(...words.map((word) => written.toLowerCase().indexOf(word.toLowerCase())).filter((at) => at >= 0), Infinity);

function excerpt(written, words) {
  const at = first(words, written);
  const start = at < Infinity && at > 2 * CONTEXT ? at - CONTEXT : 0;
  const end = start + LONGEST_SHOWN;
  return `${start > 0 ? '…' : ''}${written.slice(start, end)}${end < written.length ? '…' : ''}`;
}

function highlighted(written, words) {
  const wanted = words.map((word) => word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|');
  return written.split(new RegExp(`(${wanted})`, 'giu')).map((part, index) => (index % 2 ? make('mark', '', part) : part));
}
