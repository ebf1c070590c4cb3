/**
 * A panel in place of the list of people; on a phone, over the conversation. Back, Escape and its button close it. One
 * is open at a time.
 */

import { byId, iconButton, make } from './elements.js';
import { openLayer } from './layers.js';
import { text } from './texts.js';

/** @type {SidePanel | null} */
let current = null;

export class SidePanel {
  element;
  #title = make('h2', '');
  /** @type {Element | null} what had the focus before */
  #before = null;
  #left = () => {};

  /** @param {string} name its class */
  constructor(name) {
    const close = iconButton('close', text('close'), () => this.close());
    close.classList.add('tool');
    const head = make('div', 'panel-head');
    head.append(this.#title, close);
    this.element = make('section', `search ${name}`);
    this.element.hidden = true;
    this.element.append(head);
    this.#title.id = `${name}-title`;
    this.#title.tabIndex = -1;
    this.element.setAttribute('aria-labelledby', this.#title.id);
    this.element.addEventListener('keydown', (event) => this.#pressed(event));
    const search = byId('search');
    search.after(this.element);
    // They are at the same place.
    search.addEventListener('focusin', () => this.close(false));
  }

  get open() {
    return !this.element.hidden;
  }

  /** @param {string} title */
  show(title) {
    this.#title.textContent = title;
    if (this.open) {
      return;
    }
    current?.close(false);
    current = this;
    this.#before = document.activeElement;
    this.element.hidden = false;
    this.#left = openLayer(() => this.close());
    this.#title.focus();
  }

  /** @param {boolean} returns whether the focus goes back to where it was */
  close(returns = true) {
    if (!this.open) {
      return;
    }
    current = null;
    this.element.hidden = true;
    this.#left();
    this.closed();
    if (returns && this.#before instanceof HTMLElement && this.#before.isConnected) {
      this.#before.focus({ preventScroll: true });
    }
  }

  /** Called when it was closed. */
  closed() {}

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    if (event.key === 'Escape' && !event.isComposing && !event.defaultPrevented) {
      event.preventDefault();
      this.close();
    }
  }
}
