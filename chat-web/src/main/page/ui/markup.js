/** Text with a form: bold, code, quotes, lists and links, as the server made it. */

import { copy } from './clipboard.js';
import { button, make } from './elements.js';
import { tell } from './notice.js';
import { text } from './texts.js';

/** Where the server's safe HTML becomes elements: the only place that takes any. */
export function elementsOf(html) {
  const template = document.createElement('template');
  template.innerHTML = html;
  return template.content;
}

/** The words of a message without their form, for where there is only a line for them. */
export const plainOf = (message) => (message.html ? elementsOf(message.html).textContent.trim() : message.text);

/** Puts a text with a form into an element. */
export function fill(element, html) {
  const content = elementsOf(html);
  content.querySelectorAll('p, li, blockquote').forEach((block) => (block.dir = 'auto'));
  content.querySelectorAll('pre').forEach((block) => block.replaceWith(copyable(block)));
  element.replaceChildren(content);
}

function copyable(block) {
  const frame = make('div', 'code');
  const copies = button(text('copy'), () => copyText(block.textContent.replace(/\n$/, '')));
  // A line that is too long is scrolled to, by keyboard as well.
  block.tabIndex = 0;
  block.dir = 'ltr';
  frame.append(block.cloneNode(true), copies);
  return frame;
}

/** Puts a text where other programs find it, and says so. */
export async function copyText(written) {
  try {
    await copy(written);
    tell(text('copied'));
  } catch {
    tell(text('copied.not'));
  }
}
