/** How the text will look once it is sent, where that differs and on request: made by the server, as the message will be. */

import { fill } from '../ui/markup.js';
import { replaced } from '../emoji/shortcodes.js';
import { text } from '../ui/texts.js';

/** Worth a preview: where what will be sent may look other than what is written. */
const FORMED = /[*_`~[\]<>#]|^\s*([-+]|\d+[.)])\s|https?:|:[\p{L}\d_+-]+:/mu;

const PAUSE_MS = 300;
const PATIENCE_MS = 10_000;

export class Preview {
  #input;
  #toggle;
  #box;
  #timer = 0;
  #asking = new AbortController();

  /** @param {{input: HTMLTextAreaElement, toggle: HTMLButtonElement, box: HTMLElement}} parts */
  constructor({ input, toggle, box }) {
    this.#input = input;
    this.#toggle = toggle;
    this.#box = box;
    input.addEventListener('rewritten', () => this.#follow());
    // A tap must not take the focus from the text.
    toggle.addEventListener('pointerdown', (event) => event.preventDefault());
    toggle.addEventListener('click', () => this.hide() || this.#show());
    this.#follow();
  }

  get #open() {
    return !this.#box.hidden;
  }

  #show() {
    this.#box.hidden = false;
    this.#toggle.ariaExpanded = 'true';
    this.#refresh();
  }

  /** @returns {boolean} whether there was something to hide */
  hide() {
    const wasOpen = this.#open;
    clearTimeout(this.#timer);
    this.#asking.abort();
    this.#box.hidden = true;
    this.#box.replaceChildren();
    this.#toggle.ariaExpanded = 'false';
    return wasOpen;
  }

  #follow() {
    const { value } = this.#input;
    this.#toggle.hidden = !FORMED.test(value);
    clearTimeout(this.#timer);
    if (value === '') {
      this.hide();
    } else if (this.#open) {
      this.#timer = setTimeout(() => this.#refresh(), PAUSE_MS);
    }
  }

  async #refresh() {
    this.#asking.abort();
    this.#asking = new AbortController();
    const { signal } = this.#asking;
    const written = replaced(this.#input.value);
    const html = written.trim() === '' ? '' : await htmlOf(written, signal);
    if (!signal.aborted) {
      this.#fill(html, written);
    }
  }

  #fill(html, written) {
    if (html) {
      fill(this.#box, html);
    } else {
      this.#box.textContent = html === null ? text('preview.failed') : written;
    }
    this.#box.classList.toggle('formed', Boolean(html));
  }
}

/** @returns {Promise<string | undefined | null>} nothing where the text is as it stands; null where the server did not answer */
async function htmlOf(written, signal) {
  try {
    const answer = await fetch('/api/preview', {
      method: 'POST',
      body: new URLSearchParams({ text: written }),
      signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]),
    });
    return answer.ok ? (await answer.json()).html : null;
  } catch {
    return null;
  }
}
