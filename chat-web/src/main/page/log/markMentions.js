/** Marks the mentions in an element, and the reader's own in particular. */

import { isSameName, mentionParts } from '../model/mention.js';
import { make } from '../ui/elements.js';

/**
 * @param {Element} element
 * @param {RegExp} pattern of the names that are known
 * @param {string} myName
 */
export function markMentions(element, pattern, myName) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  /** @type {Text[]} */
  const found = [];
  while (walker.nextNode()) {
    const node = /** @type {Text} */ (walker.currentNode);
    if (node.data.includes('@') && !node.parentElement?.closest('code, a')) {
      found.push(node);
    }
  }
  for (const node of found) {
    const parts = mentionParts(node.data, pattern);
    node.replaceWith(...parts.map(({ text, name }) => (name ? mentionElement(text, isSameName(name, myName)) : text)));
  }
}

/**
 * @param {string} text
 * @param {boolean} mine
 */
const mentionElement = (text, mine) => make('span', mine ? 'mention mention-me' : 'mention', text);
