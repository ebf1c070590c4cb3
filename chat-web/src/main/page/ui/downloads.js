/**
 * Downloads by links. A browser shows nothing where a download is refused, so each is checked before: a sentence says
 * why there is none, for a member who is not signed in any more, or without a network.
 */

import { request } from '../net/request.js';
import { closest, make } from './elements.js';
import { showNotice } from './notice.js';
import { text } from './texts.js';

const TIMEOUT_MS = 10_000;
/** Any address that a member alone may read, and that costs little. */
const CHECKED_ADDRESS = '/api/me/connection';

/** The sentence for each status that ends the sign-in, as where the connection ends so. */
const SENTENCES = new Map([
  [401, 'why.401'],
  [403, 'why.banned'],
]);

/** Checks all downloads of the page from now on. */
export function checkDownloads() {
  /** @type {HTMLElement | null} the link whose download was checked, and begins */
  let checked = null;
  document.addEventListener('click', async (event) => {
    const link = closest(event, 'a[download]');
    if (!link || link === checked) {
      return;
    }
    event.preventDefault();
    const sentence = await problem();
    if (sentence) {
      show(sentence, link);
      return;
    }
    checked = link;
    link.click();
    checked = null;
  });
}

/** Why nothing can be downloaded, as the key of a text; null where it can. */
export async function problem() {
  const response = await request(CHECKED_ADDRESS, { cache: 'no-store', timeout: TIMEOUT_MS });
  return response?.ok ? null : (SENTENCES.get(response?.status ?? 0) ?? 'download.failed');
}

/**
 * In the dialog where the link is, because what lies below a dialog is not read out.
 *
 * @param {string} key
 * @param {HTMLElement} link
 */
function show(key, link) {
  const dialog = link.closest('dialog');
  if (!dialog) {
    showNotice(text(key));
    return;
  }
  dialog.querySelector('.refused')?.remove();
  const line = make('p', 'refused', text(key));
  line.role = 'alert';
  (dialog.querySelector('.sheet-body') ?? dialog).append(line);
}
