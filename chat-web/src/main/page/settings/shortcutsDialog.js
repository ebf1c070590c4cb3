/** The dialog of the page's keyboard shortcuts. */

import { showDialog } from '../ui/dialog.js';
import { group, make } from '../ui/elements.js';
import { keyList } from '../ui/keyBindings.js';
import { text } from '../ui/texts.js';

export function showShortcuts() {
  const rows = keyList().map(({ keys, label }) => group('div', '', keysElement(keys), make('dd', '', label)));
  showDialog(text('keys'), [group('dl', 'keys', ...rows)]);
}

/** @param {string[]} keys */
function keysElement(keys) {
  return group('dt', '', ...keys.flatMap((key, index) => [index ? ' + ' : '', make('kbd', '', key)]));
}
