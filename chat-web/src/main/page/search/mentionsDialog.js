/**
 * The dialog that lists the mentions of this member in all rooms, newest first. Each leads to its message, and there
 * begins the walk to those that follow it in the list.
 *
 * @import { RoomMessage } from '../net/memberArchive.js'
 * @import { Storage } from './mentionWalk.js'
 */

import { mentionsOfMe } from '../net/memberArchive.js';
import { closeOnOwnLinks, showDialog } from '../ui/dialog.js';
import { button, closest, group, make } from '../ui/elements.js';
import { text } from '../ui/texts.js';
import { beginWalk } from './mentionWalk.js';
import { messageLink } from './messageLink.js';

const PAGE_SIZE = 30;

/** @param {Storage} storage this member's */
export function showMentions(storage) {
  const list = make('ul', 'results');
  const status = make('p', 'hint', text('lazy.loading'));
  status.role = 'status';
  /** @type {RoomMessage[]} */
  const listed = [];
  /** @type {string | undefined} */
  let next;
  const load = async () => {
    const found = await mentionsOfMe(PAGE_SIZE, next);
    const mentions = found?.mentions ?? [];
    const lines = mentions.map((mention) => messageLink(mention, []));
    listed.push(...mentions);
    list.append(...lines);
    // After a failure, the button stays for a retry.
    more.hidden = found?.more === false;
    next = found ? found.next : next;
    status.textContent = found ? (list.childElementCount === 0 ? text('mentions.none') : '') : text('older.failed.now');
    if (more === document.activeElement) {
      lines[0]?.querySelector('a')?.focus();
    }
  };
  const more = button(text('mentions.more'), load, 'act');
  more.hidden = true;
  list.addEventListener('click', (event) => {
    if (closest(event, 'a')) {
      beginWalk(
        storage,
        listed.map(({ room, message: { seq } }) => ({ room, seq })),
      );
    }
  });
  const dialog = showDialog(text('mentions'), [status, list, group('div', 'acts', more)]);
  dialog.classList.add('find');
  closeOnOwnLinks(dialog);
  load();
}
