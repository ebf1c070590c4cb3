/** The drawer: the list beside the conversation becomes one where there is no room for it. */

import { byId, find } from '../ui/elements.js';
import { openLayer } from '../ui/layers.js';

export class Drawer {
  #panel;
  #opener = byId('people-open');
  #closer = byId('people-close');
  #veil = byId('veil');
  #closed = () => {};
  #narrow = matchMedia('(max-width: 899px)');

  /** @param {HTMLElement} panel */
  constructor(panel) {
    this.#panel = panel;
    this.#opener.addEventListener('click', () => this.#set(true));
    this.#closer.addEventListener('click', () => this.close());
    this.#veil.addEventListener('click', () => this.close());
    this.#narrow.addEventListener('change', () => this.close());
    panel.addEventListener('keydown', (event) => event.key === 'Escape' && this.#open && this.close());
    this.#set(false);
  }

  get #open() {
    return this.#opener.ariaExpanded === 'true';
  }

  close() {
    this.#set(false);
  }

  /** @param {boolean} open */
  #set(open) {
    const wasOpen = this.#open;
    this.#opener.ariaExpanded = String(open);
    this.#panel.classList.toggle('open', open);
    this.#veil.hidden = !open;
    // The keyboard must not reach what is not visible: the closed drawer, or what lies below the open one.
    this.#panel.inert = this.#narrow.matches && !open;
    find(document, 'main').inert = open;
    find(document, '.bar').inert = open;
    this.#closed();
    this.#closed = open ? openLayer(() => this.close()) : () => {};
    if (open) {
      this.#closer.focus();
    } else if (wasOpen) {
      this.#opener.focus();
    }
  }
}
