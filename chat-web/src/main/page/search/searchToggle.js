/**
 * Opens the search panel: by its button, or by its key.
 *
 * @import { Archive } from '../net/archive.js'
 */

import { globalCommand } from '../ui/keyBindings.js';
import { SearchPanel } from './searchPanel.js';

export class SearchToggle {
  #opener;
  #panel;

  /**
   * @param {{opener: HTMLElement, panel: HTMLElement}} parts
   * @param {Archive} archive
   * @param {(seq: number) => void} show goes to a message
   */
  constructor({ opener, panel }, archive, show) {
    this.#opener = opener;
    this.#panel = new SearchPanel(panel, archive, show, () => this.#closed());
    opener.addEventListener('click', () => this.#toggle());
    addEventListener('keydown', (event) => this.#pressed(event));
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    if (globalCommand(event) === 'search') {
      event.preventDefault();
      this.#open();
    }
  }

  #toggle() {
    if (this.#panel.open) {
      this.#panel.close();
    } else {
      this.#open();
    }
  }

  #open() {
    this.#opener.ariaExpanded = 'true';
    this.#panel.show();
  }

  #closed() {
    this.#opener.ariaExpanded = 'false';
    this.#opener.focus();
  }
}
