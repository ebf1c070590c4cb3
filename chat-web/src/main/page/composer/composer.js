/** Where a message is written: Enter sends, Shift+Enter breaks the line, a draft outlives a reload. */

import { text } from '../ui/texts.js';

/** From here on it says how many characters are left. */
const TELL_LEFT = 200;

export class Composer {
  /** Where it is written; tells `rewritten` whenever the words in it are others, whoever wrote them. */
  input = document.getElementById('text');

  #form = document.getElementById('composer');
  #limit = document.getElementById('limit');
  #shelf;
  #key;
  #acts;
  #most = 4096;
  /** The draft that is put aside while an earlier message is changed; null while there is none. */
  #aside = null;

  /**
   * @param {object} shelf where the draft is kept
   * @param {string} key
   * @param {{send: (text: string) => boolean, typing: () => void, editLast: () => void, giveUp: () => boolean}} acts
   *     `send` answers whether it could be taken, `giveUp` whether there was something to give up
   */
  constructor(shelf, key, acts) {
    this.#shelf = shelf;
    this.#key = key;
    this.#acts = acts;
    this.input.value = shelf.recall(key) ?? '';
    this.#changed();
    this.input.addEventListener('input', () => this.#edited());
    this.input.addEventListener('keydown', (event) => this.#pressed(event));
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
    this.input.focus({ preventScroll: true });
  }

  /** Says why nothing could be taken. */
  say(sentence) {
    this.#limit.textContent = sentence;
  }

  #submit() {
    this.#form.requestSubmit();
  }

  /** Puts words in at the caret, in place of as many characters before it. */
  insert(words, instead = 0) {
    const end = this.input.selectionStart;
    this.input.setRangeText(words, end - instead, this.input.selectionEnd, 'end');
    this.input.dispatchEvent(new InputEvent('input', { bubbles: true }));
    this.focus();
  }

  /** Writes somebody's name at the caret. */
  mention({ name }) {
    const before = this.input.value.slice(0, this.input.selectionStart);
    this.insert(`${/(^|\s)$/u.test(before) ? '' : ' '}@${name} `);
  }

  /** Shows other words for a while; the draft is put aside. */
  borrow(words) {
    this.#aside = this.input.value;
    this.input.value = words;
    this.#changed();
  }

  /** Shows the draft again. */
  giveBack() {
    this.input.value = this.#aside ?? '';
    this.#aside = null;
    this.#changed();
  }

  #pressed(event) {
    // While an input method composes, Enter chooses a word; Safari says so by the key code alone.
    const composing = event.isComposing || event.keyCode === 229;
    if (event.defaultPrevented || composing || event.shiftKey || event.altKey) {
      return;
    }
    if (event.key === 'Enter') {
      event.preventDefault();
      this.#submit();
    } else if (event.key === 'ArrowUp' && this.input.value === '') {
      event.preventDefault();
      this.#acts.editLast();
    } else if (event.key === 'Escape' && this.#acts.giveUp()) {
      event.preventDefault();
    }
  }

  #submitted(event) {
    event.preventDefault();
    const written = sendable(this.input.value);
    if (written.trim() === '' || codePoints(written) > this.#most || !this.#acts.send(written)) {
      return;
    }
    if (this.#aside === null) {
      this.#shelf.drop(this.#key);
    }
    this.giveBack();
  }

  #edited() {
    if (this.#aside === null) {
      this.#shelf.keep(this.#key, this.input.value);
    }
    this.#changed();
    if (this.input.value.trim() !== '') {
      this.#acts.typing();
    }
  }

  #changed() {
    this.#grow();
    const left = this.#most - codePoints(this.input.value);
    this.input.ariaInvalid = String(left < 0);
    this.say(leftSentence(left));
    this.input.dispatchEvent(new Event('rewritten'));
  }

  /** As tall as its text; the style sheet has the last word. */
  #grow() {
    this.input.style.height = 'auto';
    this.input.style.height = `${this.input.scrollHeight}px`;
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
