/** What helps while one writes, loaded when it is wanted: completion, and a preview of what will be sent. */

import { load } from './shortcodes.js';

/** Worth a preview: where what will be sent may look other than what is written. */
const FORMED = /[*_`~[\]<>#]|^\s*([-+]|\d+[.)])\s|https?:|:[\p{L}\d_+-]+:/mu;

export class Assistance {
  #input;
  #toggle;
  #box;
  #complete;
  #completion = null;
  #preview = null;

  /**
   * @param {{input: HTMLTextAreaElement, toggle: HTMLButtonElement, box: HTMLElement}} parts
   * @param {(Completion: Function) => object} complete makes a completion
   */
  constructor({ input, toggle, box }, complete) {
    this.#input = input;
    this.#toggle = toggle;
    this.#box = box;
    this.#complete = complete;
    input.addEventListener('rewritten', () => this.#rewritten());
    toggle.addEventListener('pointerdown', (event) => event.preventDefault());
    toggle.addEventListener('click', () => this.#turn());
    this.#rewritten();
  }

  #rewritten() {
    const { value, selectionStart } = this.#input;
    this.#toggle.hidden = !FORMED.test(value);
    if (value === '') {
      this.hide();
    }
    if (!this.#completion && /[@:：]/.test(value.slice(0, selectionStart))) {
      this.#start();
    }
  }

  /** Ends the preview, if there is one. */
  hide() {
    const open = this.#preview?.open;
    this.#preview?.hide();
    this.#toggle.ariaExpanded = 'false';
    return Boolean(open);
  }

  async #start() {
    this.#completion = import('./completion.js');
    try {
      const { Completion } = await this.#completion;
      this.#complete(Completion).look();
      load();
    } catch {
      // No connection: the next letter tries again.
      this.#completion = null;
    }
  }

  async #turn() {
    if (this.hide()) {
      return;
    }
    const { Preview } = await import('./preview.js');
    this.#preview ??= new Preview(this.#box, this.#input);
    this.#toggle.ariaExpanded = 'true';
    await this.#preview.show();
  }
}
