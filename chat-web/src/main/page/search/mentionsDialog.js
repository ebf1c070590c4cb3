/** The dialog that lists the mentions of this member in all rooms, newest first; each leads to its message. */

import { mentionsOfMe } from '../net/memberArchive.js';
import { closeOnOwnLinks, showDialog } from '../ui/dialog.js';
import { button, group, make } from '../ui/elements.js';
import { text } from '../ui/texts.js';
import { messageLink } from './messageLink.js';

const PAGE_SIZE = 30;

export function showMentions() {
  const list = make('ul', 'results');
  const status = make('p', 'hint', text('lazy.loading'));
  status.role = 'status';
  /** @type {string | undefined} */
  let next;
  const load = async () => {
    const found = await mentionsOfMe(PAGE_SIZE, next);
    const lines = (found?.mentions ?? []).map((mention) => messageLink(mention, []));
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
  const dialog = showDialog(text('mentions'), [status, list, group('div', 'acts', more)]);
  dialog.classList.add('find');
  closeOnOwnLinks(dialog);
  load();
}
