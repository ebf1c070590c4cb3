/** Where a message is written: Enter sends, Shift+Enter breaks the line, a draft outlives a reload. */

import { text } from './texts.js';

/** From here on it says how many characters are left. */
const TELL_LEFT = 200;

export class Composer {
  #form = document.getElementById('composer');
  #input = document.getElementById('text');
  #limit = document.getElementById('limit');
  #shelf;
  #key;
  #acts;
  #most = 4096;

  /**
   * @param {object} shelf where the draft is kept
   * @param {string} key
   * @param {{send: (text: string) => boolean, typing: () => void}} acts `send` answers whether it could be taken
   */
  constructor(shelf, key, acts) {
    this.#shelf = shelf;
    this.#key = key;
    this.#acts = acts;
    this.#input.value = shelf.recall(key) ?? '';
    this.#changed();
    this.#input.addEventListener('input', () => this.#edited());
    this.#input.addEventListener('keydown', (event) => this.#pressed(event));
    this.#form.addEventListener('submit', (event) => this.#submitted(event));
    // A tap on the button must not take the focus from the text, or a phone's keyboard closes after each message.
    this.#form.querySelector('.send').addEventListener('pointerdown', (event) => event.preventDefault());
    addEventListener('resize', () => this.#grow());
  }

  /** The server's limit for a text, in code points. */
  set most(count) {
    this.#most = count;
    this.#changed();
  }

  focus() {
    this.#input.focus({ preventScroll: true });
  }

  /** Says why nothing could be taken. */
  say(sentence) {
    this.#limit.textContent = sentence;
  }

  #pressed(event) {
    // While an input method composes, Enter chooses a word; Safari says so by the key code alone.
    const composing = event.isComposing || event.keyCode === 229;
    if (event.key === 'Enter' && !event.shiftKey && !event.altKey && !composing) {
      event.preventDefault();
      this.#form.requestSubmit();
    }
  }

  #submitted(event) {
    event.preventDefault();
    const written = sendable(this.#input.value);
    if (written.trim() === '' || codePoints(written) > this.#most || !this.#acts.send(written)) {
      return;
    }
    this.#input.value = '';
    this.#shelf.drop(this.#key);
    this.#changed();
  }

  #edited() {
    this.#shelf.keep(this.#key, this.#input.value);
    this.#changed();
    if (this.#input.value.trim() !== '') {
      this.#acts.typing();
    }
  }

  #changed() {
    this.#grow();
    const left = this.#most - codePoints(this.#input.value);
    this.#input.ariaInvalid = String(left < 0);
    this.say(leftSentence(left));
  }

  /** As tall as its text; the style sheet has the last word. */
  #grow() {
    this.#input.style.height = 'auto';
    this.#input.style.height = `${this.#input.scrollHeight}px`;
  }
}

function leftSentence(left) {
  if (left < 0) {
    return text('limit.over', { count: -left });
  }
  return left <= TELL_LEFT ? text('limit.left', { count: left }) : '';
}

const codePoints = (written) => [...written].length;

/** Without what the server refuses and nobody typed on purpose: control characters and halves of characters. */
function sendable(written) {
  return written.replace(/(?![\n\t])\p{Cc}|\p{Cs}/gu, '');
}
