/**
 * The dialog that lists the mentions of this member in all rooms, newest first, the new ones marked. Each leads to its
 * message, and there begins the walk to those that are as new.
 *
 * @import { Mention } from '../net/memberArchive.js'
 * @import { Storage } from './mentionWalk.js'
 */

import { mentionsOfMe } from '../net/memberArchive.js';
import { closeOnOwnLinks, showDialog } from '../ui/dialog.js';
import { button, find, group, make } from '../ui/elements.js';
import { counted, text } from '../ui/texts.js';
import { beginWalk } from './mentionWalk.js';
import { messageLink } from './messageLink.js';
import { NewMentions } from './newMentions.js';

const PAGE_SIZE = 30;

/** @param {Storage} storage this member's */
export function showMentions(storage) {
  new MentionsDialog(storage).show();
}

class MentionsDialog {
  #storage;
  #news;
  #status = make('p', 'hint', text('lazy.loading'));
  #list = make('ul', 'results');
  #more = button(text('mentions.more'), () => this.#load(), 'act');
  /** @type {string | undefined} */
  #next;

  /** @param {Storage} storage */
  constructor(storage) {
    this.#storage = storage;
    this.#news = new NewMentions(storage);
    this.#status.role = 'status';
    this.#more.hidden = true;
  }

  show() {
    const dialog = showDialog(text('mentions'), [this.#status, this.#list, group('div', 'acts', this.#more)]);
    dialog.classList.add('find');
    closeOnOwnLinks(dialog);
    this.#load();
  }

  async #load() {
    const found = await mentionsOfMe(PAGE_SIZE, this.#next);
    const mentions = found?.mentions ?? [];
    this.#news.add(mentions);
    const lines = mentions.map((mention) => this.#lineOf(mention));
    this.#list.append(...lines);
    // After a failure, the button stays for a retry.
    this.#more.hidden = found?.more === false;
    this.#next = found ? found.next : this.#next;
    this.#status.textContent = found ? this.#summary() : text('older.failed.now');
    if (this.#more === document.activeElement) {
      lines[0]?.querySelector('a')?.focus();
    }
  }

  #summary() {
    const { count } = this.#news;
    const none = this.#list.childElementCount === 0 ? text('mentions.none') : '';
    return count > 0 ? counted('mentions.new', count) : none;
  }

  /** @param {Mention} mention */
  #lineOf(mention) {
    const line = messageLink(mention, []);
    if (this.#news.has(mention)) {
      line.classList.add('unseen');
      find(line, '.head').prepend(make('span', 'new-mark', text('mentions.mark')), ' ');
    }
    line.addEventListener('click', () => beginWalk(this.#storage, this.#news.asNewAs(mention)));
    return line;
  }
}
