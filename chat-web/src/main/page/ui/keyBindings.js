/** The key bindings of the page, and the list of them. */

import { closest } from './elements.js';
import { text } from './texts.js';

/** At a message that has the focus. */
const MESSAGE_KEYS = new Map([
  ['r', 'reply'],
  ['e', 'edit'],
  ['d', 'remove'],
  ['Delete', 'remove'],
  ['+', 'react'],
  ['=', 'react'],
  ['c', 'link'],
  ['p', 'pin'],
]);

/** Anywhere but in a text field or a dialog. */
const GLOBAL_KEYS = new Map([
  ['/', 'search'],
  ['?', 'keys'],
  ['n', 'next-mention'],
]);

/**
 * The command that a key means at a message.
 *
 * @param {string} key
 */
export const messageCommand = (key) => MESSAGE_KEYS.get(key);

/**
 * The command that a pressed key means in the whole page; undefined while somebody writes or a dialog is open.
 *
 * @param {KeyboardEvent} event
 */
export function globalCommand(event) {
  const busy = closest(event, 'input, textarea, select, [contenteditable]') ?? document.querySelector('dialog[open]');
  return busy || event.ctrlKey || event.metaKey || event.altKey ? undefined : GLOBAL_KEYS.get(event.key);
}

/**
 * Whether a pressed key opens the search in all rooms, also while somebody writes: Ctrl+K, or ⌘K.
 *
 * @param {KeyboardEvent} event
 */
export const isFindKey = ({ key, ctrlKey, metaKey, altKey, shiftKey }) =>
  key.toLowerCase() === 'k' && ctrlKey !== metaKey && !altKey && !shiftKey;

/** @returns {{keys: string[], label: string}[]} for the list under `?`, in the reader's language */
export const keyList = () => [
  { keys: ['Enter'], label: text('keys.send') },
  { keys: ['Ctrl', 'Enter'], label: text('keys.send') },
  { keys: ['Shift', 'Enter'], label: text('keys.line') },
  { keys: ['↑'], label: text('keys.edit-last') },
  { keys: ['Esc'], label: text('keys.give-up') },
  { keys: ['@'], label: text('keys.mention') },
  { keys: [':'], label: text('keys.emoji') },
  { keys: ['Ctrl', 'K'], label: text('find') },
  { keys: ['/'], label: text('keys.search') },
  { keys: ['N'], label: text('keys.next-mention') },
  { keys: ['↑ ↓'], label: text('keys.walk') },
  { keys: ['R'], label: text('keys.reply') },
  { keys: ['E'], label: text('keys.edit') },
  { keys: ['D'], label: text('keys.remove') },
  { keys: ['+'], label: text('keys.react') },
  { keys: ['C'], label: text('keys.link') },
  { keys: ['P'], label: text('keys.pin') },
  { keys: ['?'], label: text('keys.these') },
];
