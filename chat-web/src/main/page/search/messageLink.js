/**
 * A link to a message in any room, with its beginning.
 *
 * @import { RoomMessage } from '../net/memberArchive.js'
 */

import { messageAddress } from '../rooms/roomName.js';
import { group, make } from '../ui/elements.js';
import { plainText } from '../ui/markup.js';
import { fileNames } from '../ui/messageExcerpt.js';
import { nameElement, timeOf } from '../ui/texts.js';
import { excerpt, splitAtMatches } from './excerpt.js';

/**
 * @param {RoomMessage} found
 * @param {string[]} words what is marked in the text
 */
export function messageLink({ room, message }, words) {
  const time = make('time', '', timeOf(new Date(message.at)));
  const place = make('bdi', 'in-room', room);
  const context = group('span', 'context', ...excerptWith([plainText(message), fileNames(message)], words));
  context.dir = 'auto';
  const link = group('a', 'result', group('span', 'head', nameElement(message.from), ' ', place, ' ', time), context);
  link.href = messageAddress({ room, seq: message.seq });
  return group('li', '', link);
}

/**
 * The part of a text around the first match, with all matches marked.
 *
 * @param {string[]} texts
 * @param {string[]} words
 */
export function excerptWith(texts, words) {
  const written = excerpt(texts.filter(Boolean).join(' '), words);
  const parts = words.length > 0 ? splitAtMatches(written, words) : [written];
  return parts.map((part, index) => (index % 2 ? make('mark', '', part) : part));
}
