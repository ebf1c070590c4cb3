/** An address to copy: a field with it, and a button. */

import { copy } from './clipboard.js';
import { button, make } from './elements.js';
import { text } from './texts.js';

const COPIED_MS = 2_500;

/**
 * @param {string} label
 * @param {string} address
 */
export function linkField(label, address) {
  // As people read it: only letters, marks and digits of a room's name are encoded, and browsers take both.
  const field = Object.assign(make('input', 'link'), { value: decodeURI(address), readOnly: true });
  field.ariaLabel = label;
  field.addEventListener('focus', () => field.select());
  return field;
}

/** @param {string} address */
export function copyButton(address) {
  const label = text('invite.copy');
  const action = async () => {
    await copy(address);
    copies.textContent = text('copied');
    setTimeout(() => {
      copies.textContent = label;
    }, COPIED_MS);
  };
  const copies = button(label, action, 'act primary-act');
  copies.ariaLive = 'polite';
  return copies;
}
