/** The keys of the talk: what each does, and how a list of them says so. */

import { text } from './texts.js';

/** At a message that has the focus. */
export const AT_MESSAGE = { r: 'reply', e: 'edit', d: 'remove', Delete: 'remove', '+': 'react', '=': 'react', c: 'link' };

/** Anywhere but where one writes. */
export const ANYWHERE = { '/': 'search' };

/** @returns {{keys: string[], does: string}[]} for the list under `?`, in the reader's language */
export const keyList = () => [
  { keys: ['Enter'], does: text('keys.send') },
  { keys: ['Shift', 'Enter'], does: text('keys.line') },
  { keys: ['↑'], does: text('keys.edit-last') },
  { keys: ['Esc'], does: text('keys.give-up') },
  { keys: ['@'], does: text('keys.mention') },
  { keys: [':'], does: text('keys.emoji') },
  { keys: ['/'], does: text('keys.search') },
  { keys: ['↑ ↓'], does: text('keys.walk') },
  { keys: ['R'], does: text('keys.reply') },
  { keys: ['E'], does: text('keys.edit') },
  { keys: ['D'], does: text('keys.remove') },
  { keys: ['+'], does: text('keys.react') },
  { keys: ['C'], does: text('keys.link') },
];
