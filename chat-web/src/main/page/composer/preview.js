/** The preview of a message: made by the server on request, as the message will be, where it may differ from the text. */

import { replaceShortcodes } from '../emoji/shortcodes.js';
import { jsonOf, request } from '../net/request.js';
import { fillWithMarkup } from '../ui/markup.js';
import { text } from '../ui/texts.js';
import { hasMarkup } from './draft.js';

const PAUSE_MS = 300;
const TIMEOUT_MS = 10_000;

export class Preview {
  #input;
  #toggle;
  #box;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #request = new AbortController();

  /** @param {{input: HTMLTextAreaElement, toggle: HTMLElement, box: HTMLElement}} parts */
  constructor({ input, toggle, box }) {
    this.#input = input;
    this.#toggle = toggle;
    this.#box = box;
    input.addEventListener('rewritten', () => this.#textChanged());
    // A tap must not take the focus from the text.
    toggle.addEventListener('pointerdown', (event) => event.preventDefault());
    toggle.addEventListener('click', () => this.hide() || this.#show());
    this.#textChanged();
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
    this.#request.abort();
    this.#box.hidden = true;
    this.#box.replaceChildren();
    this.#toggle.ariaExpanded = 'false';
    return wasOpen;
  }

  #textChanged() {
    const { value } = this.#input;
    this.#toggle.hidden = !hasMarkup(value);
    clearTimeout(this.#timer);
    if (value === '') {
      this.hide();
    } else if (this.#open) {
      this.#timer = setTimeout(() => this.#refresh(), PAUSE_MS);
    }
  }

  async #refresh() {
    this.#request.abort();
    this.#request = new AbortController();
    const { signal } = this.#request;
    const written = replaceShortcodes(this.#input.value);
    const html = written.trim() === '' ? '' : await htmlOf(written, signal);
    if (!signal.aborted) {
      this.#fill(html, written);
    }
  }

  /**
   * @param {string | null} html
   * @param {string} written
   */
  #fill(html, written) {
    if (html) {
      fillWithMarkup(this.#box, html);
    } else {
      this.#box.textContent = html === null ? text('preview.failed') : written;
    }
    this.#box.classList.toggle('formed', Boolean(html));
  }
}

/**
 * @param {string} written
 * @param {AbortSignal} signal
 * @returns {Promise<string | null>} empty where the text has no markup; null where the server did not answer
 */
async function htmlOf(written, signal) {
  const body = new URLSearchParams({ text: written });
  const preview = await jsonOf(await request('/api/preview', { method: 'POST', body, signal, timeout: TIMEOUT_MS }));
  return preview && (preview.html ?? '');
}
