/** How the text will look once it is sent, on request: made by the server, as the message will be. Loaded when asked for. */

import { fill } from './markup.js';
import { replaced } from './shortcodes.js';
import { text } from './texts.js';

const PAUSE_MS = 300;
const PATIENCE_MS = 10_000;

export class Preview {
  #box;
  #input;
  #timer = 0;
  #asking = new AbortController();

  /** @param {HTMLElement} box @param {HTMLTextAreaElement} input */
  constructor(box, input) {
    this.#box = box;
    this.#input = input;
    input.addEventListener('rewritten', () => this.#follow());
  }

  get open() {
    return !this.#box.hidden;
  }

  async show() {
    this.#box.hidden = false;
    await this.#refresh();
  }

  hide() {
    clearTimeout(this.#timer);
    this.#asking.abort();
    this.#box.hidden = true;
    this.#box.replaceChildren();
  }

  #follow() {
    clearTimeout(this.#timer);
    if (this.open) {
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
