/** The invitation to a room: its address to copy or share, and a QR code of it. */

import { copy } from '../ui/clipboard.js';
import { showDialog } from '../ui/dialog.js';
import { button, group, make } from '../ui/elements.js';
import { text } from '../ui/texts.js';

const COPIED_MS = 2_500;

/** @param {{room: string, path: string}} room its name, and its name as it stands in an address */
export function showInvitation({ room, path }) {
  const address = new URL(`/rooms/${path}`, location.href).href;
  showDialog(text('invite'), [
    make('p', 'sheet-lead', text('invite.lead')),
    linkField(address),
    group('div', 'acts', copyButton(address), ...shareButtons(room, address)),
    qrCode(path),
  ]);
}

/** @param {string} address */
function linkField(address) {
  // As people read it: only letters, marks and digits of a room's name are encoded, and browsers take both.
  const field = Object.assign(make('input', 'link'), { value: decodeURI(address), readOnly: true });
  field.ariaLabel = text('invite.link');
  field.addEventListener('focus', () => field.select());
  return field;
}

/** @param {string} address */
function copyButton(address) {
  const label = text('invite.copy');
  const action = async () => {
    await copy(address);
    copies.textContent = text('copied');
    setTimeout(() => {
      copies.textContent = label;
    }, COPIED_MS);
  };
  const copies = button(label, action, 'act primary-act');
  copies.ariaLive = 'polite';
  return copies;
}

/**
 * The system's own way to share, where it has one.
 *
 * @param {string} title
 * @param {string} url
 */
function shareButtons(title, url) {
  if (!navigator.share) {
    return [];
  }
  // A person who cancels has shared nothing, and that is no error.
  return [button(text('invite.share'), () => navigator.share({ title, url }).catch(() => {}), 'act')];
}

/** @param {string} path */
function qrCode(path) {
  const picture = Object.assign(make('img', 'qr'), { src: `/rooms/${path}/invite.svg`, width: 220, height: 220 });
  picture.alt = text('invite.code');
  picture.addEventListener('error', () => picture.remove());
  return picture;
}
