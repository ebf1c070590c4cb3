/** A dialog over the page: one at a time. Escape, the cross, and a click beside it close it. */

import { button, group, make } from './elements.js';
import { text } from './texts.js';

let open = null;

/**
 * @param {string | Node} title
 * @param {(string | Node)[]} content
 * @returns {HTMLDialogElement} open already
 */
export function showDialog(title, content) {
  open?.close();
  const dialog = make('dialog', 'sheet');
  const heading = group('h2', '', title);
  heading.id = 'dialog-title';
  dialog.setAttribute('aria-labelledby', heading.id);
  dialog.append(group('div', 'sheet-head', heading, closer(dialog)), group('div', 'sheet-body', ...content));
  dialog.addEventListener('close', () => {
    dialog.remove();
    open = open === dialog ? null : open;
  });
  dialog.addEventListener('pointerdown', (event) => event.target === dialog && dialog.close());
  document.body.append(dialog);
  dialog.showModal();
  open = dialog;
  return dialog;
}

function closer(dialog) {
  const cross = button('×', () => dialog.close(), 'cross');
  cross.ariaLabel = text('close');
  return cross;
}
