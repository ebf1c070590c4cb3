/** A modal dialog: one at a time. Escape, the cross, and a click beside it close it. */

import { button, closest, group, make } from './elements.js';
import { leaveLayers, openLayer } from './layers.js';
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
  const body = group('div', 'sheet-body', ...content);
  dialog.append(group('div', 'sheet-head', heading, closeButton(dialog)), body);
  dialog.addEventListener('close', () => {
    dialog.remove();
    closed();
    current = current === dialog ? null : current;
  });
  dialog.addEventListener('pointerdown', (event) => event.target === dialog && dialog.close());
  document.body.append(dialog);
  dialog.showModal();
  const closed = openLayer(() => dialog.close());
  scrollByKeyboard(body);
  current = dialog;
  return dialog;
}

/**
 * Lets a link that leads to another place of this page close the dialog and what is open below it, such as a drawer,
 * and go there. A link to another page leaves all open: closing goes back in the browser's history, which would cancel
 * the way to that page.
 *
 * @param {HTMLDialogElement} dialog
 */
export function closeOnOwnLinks(dialog) {
  dialog.addEventListener('click', (event) => {
    const link = closest(event, 'a');
    if (link instanceof HTMLAnchorElement && link.pathname === location.pathname && !isForNewTab(event)) {
      event.preventDefault();
      leaveLayers(() => {
        location.hash = link.hash;
      });
    }
  });
}

/** @param {MouseEvent} event */
const isForNewTab = ({ ctrlKey, metaKey, shiftKey }) => ctrlKey || metaKey || shiftKey;

/**
 * Makes what does not fit scroll by the keyboard: the body can take the focus while there is more of it than is seen,
 * and has it at first where nothing else in it can.
 *
 * @param {HTMLElement} body
 */
function scrollByKeyboard(body) {
  const fit = () => {
    const scrolls = body.scrollHeight > body.clientHeight;
    body.tabIndex = scrolls ? 0 : -1;
    return scrolls;
  };
  new ResizeObserver(fit).observe(body);
  if (fit() && !body.querySelector('a, button, input, select')) {
    body.focus();
  }
}

/** @param {HTMLDialogElement} dialog */
function closeButton(dialog) {
  const cross = button('×', () => dialog.close(), 'cross');
  cross.ariaLabel = text('close');
  return cross;
}
