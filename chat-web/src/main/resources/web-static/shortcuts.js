/** The keys that the page understands. */

import { showDialog } from './dialog.js';
import { group, make } from './elements.js';
import { text } from './texts.js';

/** @type {[string, string][]} keys, and the phrase that says what they do */
const KEYS = [
  ['Enter', 'keys.send'],
  ['Shift + Enter', 'keys.line'],
  ['Esc', 'keys.escape'],
  ['?', 'keys.these'],
];

export function showKeys() {
  const rows = KEYS.map(([keys, phrase]) => group('div', '', keysOf(keys), make('dd', '', text(phrase))));
  showDialog(text('keys'), [group('dl', 'keys', ...rows)]);
}

function keysOf(keys) {
  return group('dt', '', ...keys.split(' + ').flatMap((key, index) => [index ? ' + ' : '', make('kbd', '', key)]));
}
