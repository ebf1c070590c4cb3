/**
 * The bar above the composer that leads to the next mention, also in another room. It is there after a jump to a
 * mention of the list, until the last of them.
 *
 * @import { Storage } from './mentionWalk.js'
 */

import { seqIn } from '../model/fragment.js';
import { messageAddress } from '../rooms/roomName.js';
import { button, byId, group, make } from '../ui/elements.js';
import { globalCommand } from '../ui/keyBindings.js';
import { text } from '../ui/texts.js';
import { stepFrom } from './mentionWalk.js';

export class NextMention {
  #storage;
  #room;
  #link = make('a', 'next');
  #bar;

  /**
   * @param {HTMLElement} place
   * @param {Storage} storage where the walk is stored
   * @param {string} room this page's
   */
  constructor(place, storage, room) {
    this.#storage = storage;
    this.#room = room;
    const cross = button('×', () => this.#close(), 'cross');
    cross.ariaLabel = text('close');
    this.#link.setAttribute('aria-keyshortcuts', 'N');
    this.#bar = group('div', 'next-mention', this.#link, cross);
    this.#bar.hidden = true;
    place.prepend(this.#bar);
    addEventListener('hashchange', () => this.#show());
    addEventListener('keydown', (event) => this.#pressed(event));
    this.#show();
  }

  #show() {
    const seq = seqIn(location.hash);
    if (!seq) {
      return;
    }
    const step = stepFrom(this.#storage, { room: this.#room, seq });
    this.#bar.hidden = !step;
    if (step) {
      const { next, number, count } = step;
      const label = text('mentions.next', { number, count });
      const elsewhere = next.room === this.#room ? [] : [' ', make('bdi', 'in-room', next.room)];
      this.#link.href = messageAddress(next);
      this.#link.replaceChildren(label, ...elsewhere);
      // The bar takes its room from the log, at whose end the message may stand.
      document.activeElement?.closest('.message')?.scrollIntoView({ block: 'nearest' });
    }
  }

  #close() {
    this.#bar.hidden = true;
    // The focus was in the bar.
    byId('log').focus({ preventScroll: true });
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    if (!this.#bar.hidden && globalCommand(event) === 'next-mention') {
      event.preventDefault();
      this.#link.click();
    }
  }
}
