/** Completes what is being written: `@` the name of somebody, `:` an emoji. */

import { make } from '../ui/elements.js';
import { emojiLike } from '../emoji/emoji.js';
import { nameOf, text } from '../ui/texts.js';

const MOST_OFFERED = 8;
/** The server is asked only once the writer pauses. */
const PAUSE_MS = 150;

const NAME = /(?<![\w.%+-])@([^\s@]{0,24})$/u;
const SHORTCODE = /(?<![\p{L}\d:])[:：]([\p{L}\d_+-]{1,24})$/u;

/** @typedef {{insert: string, show: (string | Node)[]}} Option */

export class Completion {
  #list = make('ul', 'completion');
  #composer;
  #names;
  #archive;
  #me;
  /** @type {Option[]} */
  #options = [];
  #active = 0;
  #written = '';
  /** What was being completed when the writer wanted no help with it. */
  #unwanted = null;
  #asking = new AbortController();

  /**
   * @param {import('./composer.js').Composer} composer
   * @param {import('../model/knownNames.js').Names} names
   * @param {import('../net/archive.js').Archive} archive
   * @param {{id: string}} me
   */
  constructor(composer, names, archive, me) {
    this.#composer = composer;
    this.#names = names;
    this.#archive = archive;
    this.#me = me;
    this.#list.id = 'completion';
    this.#list.role = 'listbox';
    this.#list.ariaLabel = text('completion');
    this.#list.hidden = true;
    const { input } = composer;
    input.parentElement.append(this.#list);
    input.setAttribute('aria-controls', 'completion');
    input.setAttribute('aria-autocomplete', 'list');
    input.addEventListener('input', (event) => event.isComposing || this.look());
    input.addEventListener('compositionend', () => this.look());
    input.addEventListener('blur', () => this.#close());
    // Before the composer hears of it: Enter chooses here.
    input.addEventListener('keydown', (event) => this.#pressed(event), { capture: true });
    // A tap must not take the focus from the text.
    this.#list.addEventListener('pointerdown', (event) => event.preventDefault());
    this.#list.addEventListener('click', ({ target }) => this.#choose(target.closest('li')?.dataset.index));
  }

  /** Looks at what stands before the caret. */
  look() {
    const { input } = this.#composer;
    const before = input.value.slice(0, input.selectionStart);
    const [name, shortcode] = [NAME.exec(before), SHORTCODE.exec(before)];
    this.#asking.abort();
    this.#written = (name ?? shortcode)?.[0] ?? '';
    if (this.#written !== this.#unwanted) {
      this.#unwanted = null;
    }
    if (this.#unwanted !== null || this.#written === '') {
      this.#close();
    } else if (name) {
      this.#offerNames(name[1]);
    } else {
      this.#offerEmoji(shortcode[1]);
    }
  }

  #offerNames(beginning) {
    const known = this.#known(beginning);
    this.#offer(known.map(nameOption));
    this.#asking = new AbortController();
    this.#askSoon(beginning, known, this.#asking.signal);
  }

  /** By letters: who is here before who is not, and names that begin so before those that go on so. */
  #known(beginning) {
    const wanted = beginning.toLowerCase();
    const rank = ({ id, name }) => (name.toLowerCase().startsWith(wanted) ? 0 : 1) + (this.#names.isPresent(id) ? 0 : 2);
    return this.#names.all
      .filter(({ id, name }) => id !== this.#me.id && name.toLowerCase().includes(wanted))
      .sort((one, other) => rank(one) - rank(other))
      .slice(0, MOST_OFFERED);
  }

  /** In pinyin, or in a crowd of which this page knows a part: the server knows better. */
  async #askSoon(beginning, known, signal) {
    await new Promise((go) => setTimeout(go, PAUSE_MS));
    const found = beginning === '' || signal.aborted ? [] : await this.#archive.members(beginning, signal);
    const news = found.filter(({ id }) => id !== this.#me.id && !known.some((member) => member.id === id));
    if (!signal.aborted && news.length > 0) {
      this.#offer([...known, ...news].slice(0, MOST_OFFERED).map(nameOption));
    }
  }

  #offerEmoji(letters) {
    this.#offer(emojiLike(letters).slice(0, MOST_OFFERED).map(emojiOption));
  }

  /** @param {Option[]} options nothing to choose where the only one is there already */
  #offer(options) {
    if (options.length === 0 || (options.length === 1 && options[0].insert.trimEnd() === this.#written)) {
      this.#close();
      return;
    }
    this.#options = options;
    this.#list.replaceChildren(...options.map(lineOf));
    this.#list.hidden = false;
    this.#activate(0);
  }

  #activate(index) {
    this.#active = (index + this.#options.length) % this.#options.length;
    [...this.#list.children].forEach((line, place) => (line.ariaSelected = String(place === this.#active)));
    this.#list.children[this.#active].scrollIntoView({ block: 'nearest' });
    this.#composer.input.setAttribute('aria-activedescendant', `completion-${this.#active}`);
  }

  #pressed(event) {
    if (this.#list.hidden || event.isComposing || event.keyCode === 229) {
      return;
    }
    const act = {
      ArrowDown: () => this.#activate(this.#active + 1),
      ArrowUp: () => this.#activate(this.#active - 1),
      Enter: () => this.#choose(this.#active),
      Tab: () => this.#choose(this.#active),
      Escape: () => this.#refuse(),
    }[event.shiftKey ? '' : event.key];
    if (act) {
      event.preventDefault();
      event.stopImmediatePropagation();
      act();
    }
  }

  #choose(index) {
    const option = this.#options[index];
    if (option) {
      this.#composer.insert(option.insert, this.#written.length);
      this.#close();
    }
  }

  #refuse() {
    this.#unwanted = this.#written;
    this.#close();
  }

  #close() {
    this.#asking.abort();
    this.#list.hidden = true;
    this.#composer.input.removeAttribute('aria-activedescendant');
  }
}

const nameOption = (member) => ({ insert: `@${member.name} `, show: [nameOf(member)] });
const emojiOption = ({ emoji, names }) => ({ insert: emoji, show: [emoji, ' ', names.join(' ')] });

function lineOf({ show }, index) {
  const line = make('li', '');
  line.id = `completion-${index}`;
  line.role = 'option';
  line.dataset.index = index;
  line.append(...show);
  return line;
}
