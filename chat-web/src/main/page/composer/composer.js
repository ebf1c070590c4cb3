/**
 * The composer: Enter sends, Shift+Enter breaks the line, a draft outlives a reload.
 *
 * @import { Member } from '../model/types.js'
 * @import { Storage } from '../storage/storage.js'
 */

import { byId, find, setText } from '../ui/elements.js';
import { showNotice } from '../ui/notice.js';
import { text } from '../ui/texts.js';
import { codePoints, mentionAfter, sendable, withLineBreaks } from './draft.js';

/** The number of characters that are left is shown from 200 on. */
const SHOW_LEFT = 200;

/**
 * @typedef {object} ComposerActions
 * @property {(text: string) => boolean} send returns whether the text was accepted
 * @property {() => boolean} hasFiles whether the message needs no text
 * @property {() => void} typed
 * @property {() => void} editLast
 * @property {() => boolean} cancel returns whether there was something to cancel
 */

export class Composer {
  /** The text field; it dispatches `rewritten` whenever its text changes, by hand or by script. */
  input = byId('text', HTMLTextAreaElement);

  #form = byId('composer', HTMLFormElement);
  #hint = byId('limit');
  #button = find(this.#form, '.send');
  /** The button's label while a new message is written. */
  #label = this.#button.textContent ?? '';
  #storage;
  #key;
  #actions;
  #limit = 4096;
  /** What restricts the writer, in a sentence; empty: nothing. */
  #restriction = '';
  /** Whether a text could go nowhere. */
  #blocked = false;
  /** @type {string | null} the draft, while an earlier message is edited in its place */
  #draft = null;

  /**
   * @param {Storage} storage where the draft is kept
   * @param {string} key
   * @param {ComposerActions} actions
   */
  constructor(storage, key, actions) {
    this.#storage = storage;
    this.#key = key;
    this.#actions = actions;
    this.input.value = storage.load(key) ?? '';
    this.#changed();
    this.input.addEventListener('input', () => this.#edited());
    this.input.addEventListener('keydown', (event) => this.#pressed(event));
    this.#form.addEventListener('submit', (event) => this.#submitted(event));
    // A tap on the button must not take the focus from the text, because a phone's keyboard would close each time.
    this.#button.addEventListener('pointerdown', (event) => event.preventDefault());
    addEventListener('resize', () => this.#fitHeight());
  }

  /**
   * Sets the server's limit for a text, in code points.
   *
   * @param {number} limit
   */
  setLimit(limit) {
    this.#limit = limit;
    this.#changed();
  }

  /**
   * Says what restricts the writer.
   *
   * @param {string} sentence empty: nothing
   * @param {boolean} blocked whether a text could go nowhere, and so stays in the field
   */
  restrict(sentence, blocked) {
    this.#restriction = sentence;
    this.#blocked = blocked;
    this.#button.ariaDisabled = String(blocked);
    this.#changed();
  }

  /** Sends what is written, as the button does. */
  submit() {
    this.#form.requestSubmit();
  }

  focus() {
    this.input.focus({ preventScroll: true });
  }

  /**
   * Inserts a text at the caret, in place of a number of characters before it.
   *
   * @param {string} words
   */
  insert(words, replaced = 0) {
    this.#write(words, replaced);
    this.focus();
  }

  /**
   * @param {HTMLElement} opener the button that opens the emoji picker
   * @param {(opener: HTMLElement, picked: (emoji: string) => void) => void} pick opens it
   */
  offerEmoji(opener, pick) {
    opener.addEventListener('pointerdown', (event) => event.preventDefault());
    opener.addEventListener('click', () => {
      // On a phone, the keyboard opens afterwards only if it was open before.
      const writes = document.activeElement === this.input || matchMedia('(hover: hover)').matches;
      pick(opener, (emoji) => (writes ? this.insert(emoji) : this.#write(emoji, 0)));
    });
  }

  /**
   * Inserts a mention at the caret.
   *
   * @param {Member} member
   */
  mention({ name }) {
    this.insert(mentionAfter(name, this.textBeforeCaret));
  }

  /** Lights the button where there is something to send. */
  showReady() {
    this.#button.classList.toggle('lit', this.input.value.trim() !== '' || this.#actions.hasFiles());
  }

  get textBeforeCaret() {
    return this.input.value.slice(0, this.input.selectionStart);
  }

  /**
   * Shows another text instead of the draft, which is kept.
   *
   * @param {string} words
   * @param {string} label of the button
   */
  replaceDraft(words, label) {
    this.#draft = this.input.value;
    setText(this.#button, label);
    this.input.value = words;
    this.#changed();
  }

  /** Shows the draft again. */
  restoreDraft() {
    this.input.value = this.#draft ?? '';
    this.#draft = null;
    setText(this.#button, this.#label);
    this.#changed();
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    if (event.defaultPrevented || isComposing(event) || event.shiftKey || event.altKey) {
      return;
    }
    if (event.key === 'Enter') {
      event.preventDefault();
      this.submit();
    } else if (event.key === 'ArrowUp' && this.input.value === '') {
      event.preventDefault();
      this.#actions.editLast();
    } else if (event.key === 'Escape' && this.#actions.cancel()) {
      event.preventDefault();
    }
  }

  /** @param {SubmitEvent} event */
  #submitted(event) {
    event.preventDefault();
    const written = sendable(this.input.value);
    const isEmpty = written.trim() === '';
    if (this.#blocked) {
      showNotice(`${this.#restriction} ${text('restricted.kept')}`);
      return;
    }
    if ((isEmpty && !this.#actions.hasFiles()) || codePoints(written) > this.#limit) {
      return;
    }
    if (!this.#actions.send(isEmpty ? '' : written)) {
      return;
    }
    if (this.#draft === null) {
      this.#storage.remove(this.#key);
    }
    this.restoreDraft();
  }

  #edited() {
    this.#breakLines();
    if (this.#draft === null) {
      this.#storage.store(this.#key, this.input.value);
    }
    this.#changed();
    if (this.input.value.trim() !== '') {
      this.#actions.typed();
    }
  }

  /** What was pasted may have line breaks of another kind, which would not be seen. */
  #breakLines() {
    const { value, selectionStart, selectionEnd } = this.input;
    const broken = withLineBreaks(value);
    if (broken !== value) {
      this.input.value = broken;
      this.input.setSelectionRange(selectionStart, selectionEnd);
    }
  }

  #changed() {
    this.#fitHeight();
    const left = this.#limit - codePoints(this.input.value);
    this.input.ariaInvalid = String(left < 0);
    setText(this.#hint, limitSentence(left) || this.#restriction);
    this.showReady();
    this.input.dispatchEvent(new Event('rewritten'));
  }

  /**
   * @param {string} words
   * @param {number} replaced
   */
  #write(words, replaced) {
    const end = this.input.selectionStart;
    this.input.setRangeText(words, end - replaced, this.input.selectionEnd, 'end');
    this.input.dispatchEvent(new InputEvent('input', { bubbles: true }));
  }

  /** As high as its text; the style sheet limits it. */
  #fitHeight() {
    this.input.style.height = 'auto';
    this.input.style.height = `${this.input.scrollHeight}px`;
  }
}

/**
 * Whether an input method composes, so that Enter selects a word; Safari says so by the key code alone.
 *
 * @param {KeyboardEvent} event
 */
export const isComposing = (event) => event.isComposing || event.keyCode === 229;

/** @param {number} left */
function limitSentence(left) {
  if (left < 0) {
    return text('limit.over', { count: -left });
  }
  return left <= SHOW_LEFT ? text('limit.left', { count: left }) : '';
}
