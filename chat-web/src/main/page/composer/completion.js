/**
 * The completion of what is being written, as a list box: names after `@`, emoji after `:`.
 *
 * @import { Archive } from '../net/archive.js'
 * @import { KnownNames } from '../model/knownNames.js'
 * @import { Member } from '../model/types.js'
 * @import { NamedEmoji } from '../emoji/emoji.js'
 * @import { Composer } from './composer.js'
 */

import { emojiNamed, searchEmoji } from '../emoji/emoji.js';
import { closest, group, make } from '../ui/elements.js';
import { nameElement, text } from '../ui/texts.js';
import { isComposing } from './composer.js';
import { completableIn, isBegun, matchingMembers, SUGGESTIONS_LIMIT, withFound } from './suggestions.js';

/** 150 ms without a key press before the server is requested, because a request for each key would be too many. */
const PAUSE_MS = 150;

/**
 * @typedef {object} Suggestion
 * @property {string} insert
 * @property {(string | Node)[]} show
 * @property {boolean} meant whether Enter takes it where none was chosen
 */

/** No suggestion is active: Enter sends what was written. */
const NONE = -1;

export class Completion {
  #list = make('ul', 'completion');
  #composer;
  #names;
  #archive;
  #me;
  /** @type {Suggestion[]} */
  #suggestions = [];
  #active = NONE;
  #written = '';
  /** @type {string | null} what was written when the writer dismissed the list */
  #dismissed = null;
  #lookup = new AbortController();

  /**
   * @param {Composer} composer
   * @param {KnownNames} names
   * @param {Archive} archive
   * @param {Pick<Member, 'id'>} me
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
    input.parentElement?.append(this.#list);
    input.setAttribute('aria-controls', 'completion');
    input.setAttribute('aria-autocomplete', 'list');
    input.addEventListener('input', (event) => /** @type {InputEvent} */ (event).isComposing || this.update());
    input.addEventListener('compositionend', () => this.update());
    input.addEventListener('blur', () => this.#close());
    // In the capture phase, because Enter must select here before the composer sends.
    input.addEventListener('keydown', (event) => this.#pressed(event), { capture: true });
    // A tap must not take the focus from the text.
    this.#list.addEventListener('pointerdown', (event) => event.preventDefault());
    this.#list.addEventListener('click', (event) => this.#select(Number(closest(event, 'li')?.dataset.index)));
  }

  /** Offers what fits the text before the caret. */
  update() {
    const completable = completableIn(this.#composer.textBeforeCaret);
    this.#lookup.abort();
    this.#written = completable?.written ?? '';
    if (this.#written !== this.#dismissed) {
      this.#dismissed = null;
    }
    if (this.#dismissed !== null || completable === null) {
      this.#close();
    } else if (completable.kind === 'name') {
      this.#offerNames(completable.letters);
    } else {
      const { letters } = completable;
      this.#offer(
        searchEmoji(letters)
          .slice(0, SUGGESTIONS_LIMIT)
          .map((emoji) => emojiSuggestion(emoji, letters)),
      );
    }
  }

  /** @param {string} letters */
  #offerNames(letters) {
    const members = matchingMembers(this.#names, letters, this.#me);
    this.#offer(members.map((member) => nameSuggestion(member, isBegun(member.name, letters))));
    this.#lookup = new AbortController();
    this.#lookUp(letters, members, this.#lookup.signal);
  }

  /**
   * Asks the server, which also finds names by their pinyin, and members whom this page does not know.
   *
   * @param {string} letters
   * @param {Member[]} members
   * @param {AbortSignal} signal
   */
  async #lookUp(letters, members, signal) {
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    if (letters === '' || signal.aborted) {
      return;
    }
    const all = withFound(members, await this.#archive.members(letters, signal), this.#me, {
      names: this.#names,
      letters,
    });
    if (!signal.aborted && all.some((one) => !members.includes(one))) {
      // What the server finds begins so, in letters or in pinyin.
      this.#offer(
        all.map((member) => nameSuggestion(member, isBegun(member.name, letters) || !members.includes(member))),
      );
    }
  }

  /** @param {Suggestion[]} suggestions nothing is offered where the only one is written already */
  #offer(suggestions) {
    const [first] = suggestions;
    if (!first || (suggestions.length === 1 && first.insert.trimEnd() === this.#written)) {
      this.#close();
      return;
    }
    this.#suggestions = suggestions;
    this.#list.replaceChildren(...suggestions.map(lineElement));
    this.#list.hidden = false;
    this.#activate(first.meant ? 0 : NONE);
  }

  /** @param {number} index */
  #activate(index) {
    this.#active = index;
    [...this.#list.children].forEach((line, place) => {
      line.ariaSelected = String(place === index);
    });
    if (index === NONE) {
      this.#composer.input.removeAttribute('aria-activedescendant');
    } else {
      this.#list.children[index].scrollIntoView({ block: 'nearest' });
      this.#composer.input.setAttribute('aria-activedescendant', `completion-${index}`);
    }
  }

  /** @param {number} step */
  #move(step) {
    const { length } = this.#suggestions;
    const from = this.#active === NONE && step < 0 ? 0 : this.#active;
    this.#activate((from + step + length) % length);
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    if (this.#list.hidden || isComposing(event) || event.shiftKey) {
      return;
    }
    if (event.key === 'Enter' && this.#active === NONE) {
      this.#close();
      return;
    }
    const action = {
      ArrowDown: () => this.#move(1),
      ArrowUp: () => this.#move(-1),
      Enter: () => this.#select(this.#active),
      Tab: () => this.#select(Math.max(0, this.#active)),
      Escape: () => this.#dismiss(),
    }[event.key];
    if (action) {
      event.preventDefault();
      event.stopImmediatePropagation();
      action();
    }
  }

  /** @param {number} index */
  #select(index) {
    const suggestion = this.#suggestions[index];
    if (suggestion) {
      this.#composer.insert(suggestion.insert, this.#written.length);
      this.#close();
    }
  }

  #dismiss() {
    this.#dismissed = this.#written;
    this.#close();
  }

  #close() {
    this.#lookup.abort();
    this.#list.hidden = true;
    this.#composer.input.removeAttribute('aria-activedescendant');
  }
}

/**
 * @param {Member} member
 * @param {boolean} meant
 * @returns {Suggestion}
 */
const nameSuggestion = (member, meant) => ({ insert: `@${member.name} `, show: [nameElement(member)], meant });

/**
 * @param {NamedEmoji} emoji
 * @param {string} letters
 * @returns {Suggestion}
 */
const emojiSuggestion = ({ emoji, names }, letters) => ({
  insert: emoji,
  show: [emoji, ' ', names.join(' ')],
  meant: emojiNamed(letters) === emoji,
});

/**
 * @param {Suggestion} suggestion
 * @param {number} index
 */
function lineElement({ show }, index) {
  const line = group('li', '', ...show);
  line.id = `completion-${index}`;
  line.role = 'option';
  line.dataset.index = String(index);
  return line;
}
