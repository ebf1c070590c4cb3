/** Others are invited by the room's address: copied, shared, or as a code to point a camera at. */

import { copy } from '../ui/clipboard.js';
import { showDialog } from '../ui/dialog.js';
import { button, group, make } from '../ui/elements.js';
import { text } from '../ui/texts.js';

const TOLD_MS = 2_500;

/** @param {import('../roomChrome.js').Place} place */
export function showInvitation({ room, path }) {
  const address = new URL(`/rooms/${path}`, location.href).href;
  showDialog(text('invite'), [
    make('p', 'sheet-lead', text('invite.lead')),
    link(address),
    group('div', 'acts', copying(address), ...sharing(room, address)),
    code(path),
  ]);
}

function link(address) {
  const field = Object.assign(make('input', 'link'), { value: address, readOnly: true });
  field.ariaLabel = text('invite.link');
  field.addEventListener('focus', () => field.select());
  return field;
}

function copying(address) {
  const act = button(
    text('invite.copy'),
    async () => {
      await copy(address);
      act.textContent = text('copied');
      setTimeout(() => (act.textContent = text('invite.copy')), TOLD_MS);
    },
    'act primary-act',
  );
  act.ariaLive = 'polite';
  return act;
}

/** What the system offers for sharing, where it does. */
function sharing(room, url) {
  if (!navigator.share) {
    return [];
  }
  // Whoever changes their mind has shared nothing, and that is no mistake.
  return [button(text('invite.share'), () => navigator.share({ title: room, url }).catch(() => {}), 'act')];
}

function code(path) {
  const picture = Object.assign(make('img', 'qr'), { src: `/rooms/${path}/invite.svg`, width: 220, height: 220 });
  picture.alt = text('invite.code');
  picture.addEventListener('error', () => picture.remove());
  return picture;
}
