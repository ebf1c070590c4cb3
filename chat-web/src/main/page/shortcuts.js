/** The keys that the page understands. */

import { showDialog } from './dialog.js';
import { group, make } from './elements.js';
import { keyList } from './keys.js';
import { text } from './texts.js';

export function showKeys() {
  const all = [...keyList(), { keys: ['?'], does: text('keys.these') }];
  const rows = all.map(({ keys, does }) => group('div', '', keysOf(keys), make('dd', '', does)));
  showDialog(text('keys'), [group('dl', 'keys', ...rows)]);
}

function keysOf(keys) {
  return group('dt', '', ...keys.flatMap((key, index) => [index ? ' + ' : '', make('kbd', '', key)]));
}
