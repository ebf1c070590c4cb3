/** What the words in the composer are for: something new, an answer, or a change of what was said. */

import { iconButton, make } from '../ui/elements.js';
import { beginningOf } from '../log/messageLine.js';
import { nameOf, phrase, text } from '../ui/texts.js';

/** @typedef {import('../model/conversation.js').Message} Message */

export class Intent {
  #strip;
  #composer;
  /** @type {{kind: 'reply' | 'edit', message: Message} | null} */
  #now = null;

  /** @param {HTMLElement} strip where it is shown @param {import('./composer.js').Composer} composer */
  constructor(strip, composer) {
    this.#strip = strip;
    this.#composer = composer;
  }

  /** @param {Message} message */
  reply(message) {
    this.giveUp();
    this.#become({ kind: 'reply', message }, phrase('replying', { name: nameOf(message.from) }));
  }

  /** @param {Message} message one's own */
  edit(message) {
    this.giveUp();
    this.#composer.borrow(message.text);
    this.#become({ kind: 'edit', message }, [text('editing')]);
  }

  /** @returns {boolean} whether there was something to give up */
  giveUp() {
    const { kind } = this.#now ?? {};
    this.done();
    if (kind === 'edit') {
      this.#composer.giveBack();
    }
    return Boolean(kind);
  }

  /** It was sent. */
  done() {
    this.#now = null;
    this.#strip.hidden = true;
    this.#strip.replaceChildren();
  }

  /** What to send for a text; null where that changes nothing. */
  frame(written) {
    const { kind, message } = this.#now ?? {};
    switch (kind) {
      case 'edit':
        return written === message.text ? null : { type: 'edit', of: message.seq, text: written };
      case 'reply':
        return { type: 'say', text: written, re: message.seq };
      default:
        return { type: 'say', text: written };
    }
  }

  get editing() {
    return this.#now?.kind === 'edit';
  }

  #become(now, label) {
    this.#now = now;
    const words = make('p', '');
    const title = make('b', '');
    title.append(...label);
    words.append(title, ' ', beginningOf(now.message));
    this.#strip.replaceChildren(words, iconButton('close', text('give-up'), () => this.giveUp()));
    this.#strip.dataset.kind = now.kind;
    this.#strip.hidden = false;
    this.#composer.focus();
  }
}
