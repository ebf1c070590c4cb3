/** Opens the search: by its button, or by its key. What searches is loaded then. */

import { ANYWHERE } from './keys.js';
import { tell } from './notice.js';
import { text } from './texts.js';

export class Finder {
  #opener;
  #panel;
  #archive;
  #show;
  #search = null;

  /**
   * @param {{opener: HTMLButtonElement, panel: HTMLElement}} parts
   * @param {import('./archive.js').Archive} archive
   * @param {(seq: number) => void} show goes to a message
   */
  constructor({ opener, panel }, archive, show) {
    this.#opener = opener;
    this.#panel = panel;
    this.#archive = archive;
    this.#show = show;
    opener.addEventListener('click', () => this.#turn());
    addEventListener('keydown', (event) => this.#pressed(event));
  }

  #pressed(event) {
    const writing = event.target.closest?.('input, textarea, select, dialog');
    if (ANYWHERE[event.key] === 'search' && !writing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      this.#open();
    }
  }

  #turn() {
    if (this.#search?.open) {
      this.#search.close();
    } else {
      this.#open();
    }
  }

  async #open() {
    try {
      this.#search ??= await this.#load();
    } catch {
      tell(text('search.failed'));
      return;
    }
    this.#opener.ariaExpanded = 'true';
    this.#search.show();
  }

  async #load() {
    const { Search } = await import('./search.js');
    return new Search(this.#panel, this.#archive, this.#show, () => this.#closed());
  }

  #closed() {
    this.#opener.ariaExpanded = 'false';
    this.#opener.focus();
  }
}
