/** The keys that the page understands. */

import { showDialog } from '../ui/dialog.js';
import { group, make } from '../ui/elements.js';
import { keyList } from '../ui/keyBindings.js';
import { text } from '../ui/texts.js';

export function showKeys() {
  const all = [...keyList(), { keys: ['?'], does: text('keys.these') }];
  const rows = all.map(({ keys, does }) => group('div', '', keysOf(keys), make('dd', '', does)));
  showDialog(text('keys'), [group('dl', 'keys', ...rows)]);
}

function keysOf(keys) {
  return group('dt', '', ...keys.flatMap((key, index) => [index ? ' + ' : '', make('kbd', '', key)]));
}
