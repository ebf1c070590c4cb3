/**
 * The mode of the composer: a new message, a reply, or an edit of an earlier message.
 *
 * @import { Message } from '../model/types.js'
 * @import { Composer } from './composer.js'
 * @import { Mode } from './draft.js'
 */

import { group, iconButton } from '../ui/elements.js';
import { excerptOf } from '../ui/messageExcerpt.js';
import { nameElement, phrase, text } from '../ui/texts.js';
import { frameOf } from './draft.js';

export class ComposeMode {
  #strip;
  #composer;
  /** @type {Mode | null} null: a new message */
  #mode = null;

  /**
   * @param {HTMLElement} strip where it is shown
   * @param {Composer} composer
   */
  constructor(strip, composer) {
    this.#strip = strip;
    this.#composer = composer;
  }

  /**
   * @param {Message} message
   * @param {boolean} writes whether the composer takes the focus, which opens a phone's keyboard
   */
  reply(message, writes = true) {
    this.cancel();
    this.#enter({ kind: 'reply', message }, phrase('replying', { name: nameElement(message.from) }));
    if (writes) {
      this.#composer.focus();
    }
  }

  /** @param {Message} message one's own */
  edit(message) {
    this.cancel();
    this.#composer.replaceDraft(message.text ?? '', text('save'));
    this.#enter({ kind: 'edit', message }, [text('editing')]);
    this.#composer.focus();
  }

  /** @returns {boolean} whether there was something to cancel */
  cancel() {
    const mode = this.#mode;
    this.sent();
    if (mode?.kind === 'edit') {
      this.#composer.restoreDraft();
    }
    return mode !== null;
  }

  /** The text was sent: the next one is a new message. */
  sent() {
    this.#mode = null;
    this.#strip.hidden = true;
    this.#strip.replaceChildren();
  }

  /**
   * The frame for a text; null where it changes nothing.
   *
   * @param {string} written
   */
  frameFor(written) {
    return frameOf(this.#mode, written);
  }

  get editing() {
    return this.#mode?.kind === 'edit';
  }

  /**
   * @param {Mode} mode
   * @param {(string | Node)[]} label
   */
  #enter(mode, label) {
    this.#mode = mode;
    const words = group('p', '', group('b', '', ...label), ' ', excerptOf(mode.message));
    this.#strip.replaceChildren(
      words,
      iconButton('close', text('give-up'), () => this.cancel()),
    );
    this.#strip.dataset.kind = mode.kind;
    this.#strip.hidden = false;
  }
}
