/** Emoji by `:name:`, replaced when a text is sent. */

import { emojiOf } from './emoji.js';
import { CODE } from '../model/mention.js';

const NAMED = new RegExp(`${CODE}|:([\\p{L}\\d_+-]{1,24}):`, 'gu');

/** The text as it is sent: what stands in code stays, and so does a name that nobody has. */
export const replaced = (written) => written.replace(NAMED, (all, name) => (name && emojiOf(name)) || all);
