/** Opens the search: by its button, or by its key. */

import { ANYWHERE } from '../ui/keyBindings.js';
import { Search } from './searchPanel.js';

export class Finder {
  #opener;
  #search;

  /**
   * @param {{opener: HTMLButtonElement, panel: HTMLElement}} parts
   * @param {import('../net/archive.js').Archive} archive
   * @param {(seq: number) => void} show goes to a message
   */
  constructor({ opener, panel }, archive, show) {
    this.#opener = opener;
    this.#search = new Search(panel, archive, show, () => this.#closed());
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
    if (this.#search.open) {
      this.#search.close();
    } else {
      this.#open();
    }
  }

  #open() {
    this.#opener.ariaExpanded = 'true';
    this.#search.show();
  }

  #closed() {
    this.#opener.ariaExpanded = 'false';
    this.#opener.focus();
  }
}
