/** Which actions there are at a message, and how they are called at one's own and at another member's. */

import { button, make } from '../ui/elements.js';
import { text } from '../ui/texts.js';

/** @typedef {'react' | 'reply' | 'edit' | 'pin' | 'remove' | 'copy' | 'link'} Action */

/** @type {Action[]} */
export const ACTIONS = ['react', 'reply', 'edit', 'pin', 'remove', 'copy', 'link'];

/**
 * Whether an action is possible at another member's message.
 *
 * @param {Action} action
 * @param {boolean} removesAny whether this is the owner's browser
 */
export const isAllowedAtOthers = (action, removesAny) => action !== 'edit' && (action !== 'remove' || removesAny);

/**
 * @param {Action} action
 * @param {boolean} mine whether it is at one's own message
 * @param {boolean} pinned whether the message is pinned
 */
export function actionLabel(action, mine, pinned) {
  if (action === 'pin' && pinned) {
    return text('act.unpin');
  }
  return text(action === 'remove' && !mine ? 'owner.delete.message' : `act.${action}`);
}

/**
 * The question before a message is removed, in the toolbar instead of a window of its own.
 *
 * @param {boolean} mine whether it is one's own message
 * @param {() => void} remove
 * @param {() => void} keep
 */
export function removalQuestion(mine, remove, keep) {
  const question = text(mine ? 'act.remove.sure' : 'owner.delete.message.sure');
  const yes = button(text(mine ? 'act.remove.yes' : 'owner.delete.message'), remove, 'wrong');
  const no = button(text('act.remove.no'), keep);
  return { elements: [make('span', 'question', question), yes, no], yes };
}
