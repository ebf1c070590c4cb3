/** The invitation to a room: its address to copy or share, and a QR code of it. */

import { copyButton, linkField } from '../ui/copyField.js';
import { showDialog } from '../ui/dialog.js';
import { button, byId, group, make } from '../ui/elements.js';
import { text } from '../ui/texts.js';

/** @param {{room: string, path: string}} room its name, and its name as it stands in an address */
export function showInvitation(room) {
  showDialog(text('invite'), [make('p', 'sheet-lead', text('invite.lead')), ...invitation(room)]);
}

/**
 * The same in the place of the messages, while there are none.
 *
 * @param {{room: string, path: string}} room
 */
export function inviteInLog(room) {
  byId('top').append(group('div', 'room-invitation', ...invitation(room)));
}

/** @param {{room: string, path: string}} room */
function invitation({ room, path }) {
  const address = new URL(`/rooms/${path}`, location.href).href;
  return [
    linkField(text('invite.link'), address),
    group('div', 'acts', copyButton(address), ...shareButtons(room, address)),
    qrCode(path),
  ];
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
  const picture = Object.assign(make('img', 'qr'), { width: 220, height: 220 });
  // First, so that it is loaded only where it is seen.
  picture.loading = 'lazy';
  picture.src = `/rooms/${path}/invite.svg`;
  picture.alt = text('invite.code');
  picture.addEventListener('error', () => picture.remove());
  return picture;
}
