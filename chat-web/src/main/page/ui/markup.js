/**
 * The markup of a message as elements: bold, code, quotes, lists, tables and links, as the server made them.
 *
 * @import { Message } from '../model/types.js'
 */

import { copy } from './clipboard.js';
import { button, make } from './elements.js';
import { showNotice } from './notice.js';
import { text } from './texts.js';

/**
 * Parses the server's safe HTML. Only here does HTML become elements.
 *
 * @param {string} html
 */
function parsed(html) {
  const template = document.createElement('template');
  template.innerHTML = html;
  return template.content;
}

/**
 * The text of a message without its markup.
 *
 * @param {Pick<Message, 'text' | 'html'>} message
 */
export const plainText = ({ text: written = '', html }) => (html ? (parsed(html).textContent ?? '').trim() : written);

/**
 * Fills an element with a text that has markup.
 *
 * @param {Element} element
 * @param {string} html
 */
export function fillWithMarkup(element, html) {
  const content = parsed(html);
  for (const block of content.querySelectorAll('p, li, blockquote, th, td')) {
    block.setAttribute('dir', 'auto');
  }
  for (const block of content.querySelectorAll('pre')) {
    block.replaceWith(withCopyButton(block));
  }
  for (const table of content.querySelectorAll('table')) {
    const frame = make('div', 'table');
    // A table that is too wide can be scrolled, by keyboard as well.
    frame.tabIndex = 0;
    table.replaceWith(frame);
    frame.append(table);
  }
  element.replaceChildren(content);
}

/** @param {HTMLPreElement} block */
function withCopyButton(block) {
  const frame = make('div', 'code');
  const copies = button(text('copy'), () => copyWithNotice((block.textContent ?? '').replace(/\n$/, '')));
  // A line that is too long can be scrolled, by keyboard as well.
  block.tabIndex = 0;
  block.dir = 'ltr';
  frame.append(block.cloneNode(true), copies);
  return frame;
}

/**
 * Copies a text to the clipboard, and says so.
 *
 * @param {string} written
 */
export async function copyWithNotice(written) {
  try {
    await copy(written);
    showNotice(text('copied'));
  } catch {
    showNotice(text('copied.not'));
  }
}
