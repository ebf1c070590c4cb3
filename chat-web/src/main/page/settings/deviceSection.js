/** The section of the settings that signs another device in as the same member, or all of them out. */

import { jsonOf, request } from '../net/request.js';
import { copyButton, linkField } from '../ui/copyField.js';
import { button, group, make } from '../ui/elements.js';
import { counted, text } from '../ui/texts.js';

const TIMEOUT_MS = 15_000;
const SECOND_MS = 1_000;

/**
 * @param {string} room where the other device begins
 * @param {() => void} signOut signs this device out, and all others
 */
export function deviceSection(room, signOut) {
  const place = make('div', 'device');
  const status = make('p', 'hint');
  status.role = 'status';
  const show = button(text('device.show'), () => showLink(room, place, status), 'act');
  const everywhere = button(
    text('device.everywhere'),
    () => confirm(text('device.everywhere.sure')) && signOut(),
    'act',
  );
  const lead = make('p', 'hint', text('device.lead'));
  return group(
    'section',
    'devices',
    make('h3', '', text('device')),
    lead,
    place,
    status,
    group('div', 'acts', show, everywhere),
  );
}

/**
 * @param {string} room
 * @param {HTMLElement} place
 * @param {HTMLElement} status
 */
async function showLink(room, place, status) {
  const body = new URLSearchParams({ room });
  const link = await jsonOf(await request('/api/me/device', { method: 'POST', body, timeout: TIMEOUT_MS }));
  if (!link) {
    status.textContent = text('device.failed');
    return;
  }
  const picture = Object.assign(make('img', 'qr'), { src: link.qr, width: 220, height: 220, alt: text('device.code') });
  const left = make('p', 'hint');
  place.replaceChildren(picture, left, linkField(text('device.link'), link.url), copyButton(link.url));
  status.textContent = text('device.once');
  // The settings are longer than most screens, and the code stands near their end.
  place.scrollIntoView({ block: 'center' });
  countDown(Date.parse(link.expires), left, () => {
    place.replaceChildren();
    status.textContent = text('device.expired');
  });
}

/**
 * Shows how long a link is valid, until it is not, another one takes its place, or the dialog is closed.
 *
 * @param {number} end
 * @param {HTMLElement} line
 * @param {() => void} ended
 */
function countDown(end, line, ended) {
  const seconds = Math.ceil((end - Date.now()) / SECOND_MS);
  if (seconds <= 0) {
    ended();
    return;
  }
  line.textContent = counted('device.left', seconds);
  setTimeout(() => line.isConnected && countDown(end, line, ended), SECOND_MS);
}
