/** Whether every line of the log shows its full time; kept in this browser. */

import { storage } from '../storage/storage.js';
import { setText } from '../ui/elements.js';
import { lineTimeOf } from '../ui/texts.js';

const KEY = 'full-times';

/** Whether the reader wants the full time on every line. */
export const fullTimes = () => storage.load(KEY) === true;

/** @param {boolean} wanted */
export function setFullTimes(wanted) {
  storage.store(KEY, wanted);
  applyTimes();
}

/** Shows the times as the reader wants them, on the lines that are there and on those that come. */
export function applyTimes() {
  document.documentElement.dataset.times = fullTimes() ? 'full' : 'clock';
  for (const time of document.querySelectorAll('#log .message time')) {
    setText(time, lineTimeOf(new Date(/** @type {HTMLTimeElement} */ (time).dateTime)));
  }
}
