/** A modal dialog: one at a time. Escape, the cross, and a click beside it close it. */

import { button, group, make } from './elements.js';
import { text } from './texts.js';

/** @type {HTMLDialogElement | null} */
let current = null;

/**
 * @param {string | Node} title
 * @param {(string | Node)[]} content
 * @returns {HTMLDialogElement} open already
 */
export function showDialog(title, content) {
  current?.close();
  const dialog = make('dialog', 'sheet');
  const heading = group('h2', '', title);
  heading.id = 'dialog-title';
  dialog.setAttribute('aria-labelledby', heading.id);
  dialog.append(group('div', 'sheet-head', heading, closeButton(dialog)), group('div', 'sheet-body', ...content));
  dialog.addEventListener('close', () => {
    dialog.remove();
    current = current === dialog ? null : current;
  });
  dialog.addEventListener('pointerdown', (event) => event.target === dialog && dialog.close());
  document.body.append(dialog);
  dialog.showModal();
  current = dialog;
  return dialog;
}

/** @param {HTMLDialogElement} dialog */
function closeButton(dialog) {
  const cross = button('×', () => dialog.close(), 'cross');
  cross.ariaLabel = text('close');
  return cross;
}
