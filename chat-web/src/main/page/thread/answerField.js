/** The field for an answer in a thread: Enter sends, Shift+Enter breaks the line. */

import { isComposing } from '../composer/composer.js';
import { sendable } from '../composer/draft.js';
import { button, group, make } from '../ui/elements.js';
import { text } from '../ui/texts.js';

export class AnswerField {
  #send;
  #input = make('textarea', '');
  #button = button(text('send'), () => this.#submit(), 'send');

  /** @param {(written: string) => boolean} send returns whether the text was accepted */
  constructor(send) {
    this.#send = send;
    this.#input.rows = 1;
    this.#input.dir = 'auto';
    this.#input.enterKeyHint = 'send';
    this.#input.placeholder = this.#input.ariaLabel = text('thread.answer');
    this.#input.addEventListener('input', () => this.#changed());
    this.#input.addEventListener('keydown', (event) => this.#pressed(event));
    this.#button.addEventListener('pointerdown', (event) => event.preventDefault());
    this.element = group('div', 'composer', this.#input, this.#button);
  }

  focus() {
    this.#input.focus();
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    if (event.key === 'Enter' && !event.shiftKey && !isComposing(event)) {
      event.preventDefault();
      this.#submit();
    }
  }

  #submit() {
    const written = sendable(this.#input.value);
    if (written.trim() !== '' && this.#send(written)) {
      this.#input.value = '';
      this.#changed();
    }
  }

  #changed() {
    this.#button.classList.toggle('lit', this.#input.value.trim() !== '');
    this.#input.style.height = 'auto';
    this.#input.style.height = `${this.#input.scrollHeight}px`;
  }
}
