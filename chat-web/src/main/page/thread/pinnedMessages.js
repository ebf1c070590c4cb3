/**
 * The pinned messages: their number at the button, and a quiet list of them in a panel.
 *
 * @import { Entry, Message } from '../model/types.js'
 * @import { Archive } from '../net/archive.js'
 */

import { button, find, group, make } from '../ui/elements.js';
import { excerptOf } from '../ui/messageExcerpt.js';
import { SidePanel } from '../ui/sidePanel.js';
import { nameElement, text, timeOf } from '../ui/texts.js';

export class PinnedMessages {
  #opener;
  #archive;
  #show;
  #panel = new SidePanel('pinned');
  #list = make('ol', '');
  #status = make('p', 'status');
  /** @type {Set<number>} */
  #seqs = new Set();

  /**
   * @param {HTMLElement} opener
   * @param {Archive} archive
   * @param {(seq: number) => void} show goes to a message
   */
  constructor(opener, archive, show) {
    this.#opener = opener;
    this.#archive = archive;
    this.#show = show;
    this.#status.role = 'status';
    this.#panel.element.append(this.#status, this.#list);
    this.#panel.closed = () => this.#setExpanded(false);
    opener.addEventListener('click', () => (this.#panel.open ? this.#panel.close() : this.#open()));
    this.#load();
  }

  /** @param {Entry} entry */
  entryArrived({ type, of = 0, on }) {
    if (type === 'pinned' && on) {
      this.#seqs.add(of);
    } else if (type === 'deleted' || type === 'pinned') {
      this.#seqs.delete(of);
    }
    if (type === 'pinned' || type === 'deleted') {
      this.#showCount();
      if (this.#panel.open) {
        this.#load();
      }
    }
  }

  #open() {
    this.#setExpanded(true);
    this.#panel.show(text('pins'));
    this.#load();
  }

  async #load() {
    const messages = await this.#archive.pinned();
    if (messages) {
      this.#seqs = new Set(messages.map(({ seq }) => seq));
      this.#showCount();
      this.#list.replaceChildren(...messages.toReversed().map((message) => this.#lineOf(message)));
    }
    this.#status.textContent = messages === null ? text('pins.failed') : messages.length === 0 ? text('pins.none') : '';
  }

  #showCount() {
    this.#opener.hidden = this.#seqs.size === 0 && !this.#panel.open;
    find(this.#opener, '[data-pins]').textContent = String(this.#seqs.size);
  }

  /** @param {boolean} open */
  #setExpanded(open) {
    this.#opener.ariaExpanded = String(open);
    if (!open) {
      this.#showCount();
    }
  }

  /** @param {Message} message */
  #lineOf(message) {
    const opener = button('', () => {
      this.#panel.close();
      this.#show(message.seq);
    });
    const time = make('time', '', timeOf(new Date(message.at)));
    const context = group('span', 'context', excerptOf(message));
    opener.append(group('span', 'head', nameElement(message.from), ' ', time), context);
    return group('li', '', opener);
  }
}
