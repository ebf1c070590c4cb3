/**
 * Opens the search panel: by its button, or by its key. The panel is loaded when it is opened for the first time.
 *
 * @import { SearchPanel } from './searchPanel.js'
 */

import { globalCommand } from '../ui/keyBindings.js';

export class SearchToggle {
  #opener;
  #load;
  /** @type {SearchPanel | null} */
  #panel = null;

  /**
   * @param {HTMLElement} opener
   * @param {(loaded: (create: (closed: () => void) => SearchPanel) => void) => void} load calls back once the panel can
   *     be created, which is given what is called when it closes
   */
  constructor(opener, load) {
    this.#opener = opener;
    this.#load = load;
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
    if (this.#panel?.open) {
      this.#panel.close();
    } else {
      this.#open();
    }
  }

  #open() {
    this.#load((create) => {
      this.#panel ??= create(() => this.#closed());
      this.#opener.ariaExpanded = 'true';
      this.#panel.show();
    });
  }

  #closed() {
    this.#opener.ariaExpanded = 'false';
    this.#opener.focus();
  }
}
