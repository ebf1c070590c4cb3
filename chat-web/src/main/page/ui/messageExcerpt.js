/**
 * An excerpt of a message, for a line of its own: of its text, or the names of its files.
 *
 * @import { Message } from '../model/types.js'
 */

import { make } from './elements.js';
import { plainText } from './markup.js';
import { text } from './texts.js';

const LENGTH = 160;

/** @param {Message} message */
export function excerptOf(message) {
  const words = message.deleted ? text('deleted') : (plainText(message) || fileNames(message)).slice(0, LENGTH);
  const excerpt = make('span', 'beginning', words);
  excerpt.dir = 'auto';
  return excerpt;
}

/**
 * The names of a message's files.
 *
 * @param {Pick<Message, 'files'>} message
 */
export const fileNames = ({ files = [] }) => files.map(({ name }) => `📎 ${name}`).join(' ');
