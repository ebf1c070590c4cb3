/**
 * The receipt of one's own message: waiting, sent, or refused and why.
 *
 * @import { OutboxItem } from '../model/types.js'
 * @import { MessageRow } from '../model/rowModel.js'
 */

import { isUploaded } from '../outbox/outboxItem.js';
import { button, make } from '../ui/elements.js';
import { has, momentOf, text } from '../ui/texts.js';

/** The changes that show themselves that they wait. */
export const MARKS = new Set(['react', 'pin']);

export class Receipt {
  #actions;
  #shown = '';

  /** @param {{retry: (id: string) => void, discard: (id: string) => void, cancel: (id: string) => void}} actions */
  constructor(actions) {
    this.#actions = actions;
    this.element = make('p', 'receipt');
  }

  /** @param {MessageRow} row */
  show({ mine, item, changes = [], waits = '' }) {
    const items = item ? [item, ...changes] : changes;
    const failed = items.filter(({ state }) => state === 'failed');
    const state = stateOf(items, mine);
    const uploading = items.find((one) => one.state === 'waiting' && !isUploaded(one));
    const shown = [
      state,
      waits,
      uploading?.id,
      ...failed.map(({ id, code, until, reason }) => `${id}${code}${until}${reason}`),
    ].join(' ');
    // Set once, because a screen reader reads out each change.
    if (shown !== this.#shown) {
      this.#shown = shown;
      this.element.replaceChildren(
        ...failed.flatMap((one) => this.#failure(one)),
        ...markOf(state, waits),
        ...(uploading ? [button(text('uploading.cancel'), () => this.#actions.cancel(uploading.id))] : []),
      );
    }
  }

  /** @param {OutboxItem} item */
  #failure(item) {
    const reason = reasonOf(item);
    return [
      make('span', 'failure', text(item.frame.type === 'say' ? 'failed' : 'failed.change', { reason })),
      button(text('again'), () => this.#actions.retry(item.id)),
      button(text('discard'), () => this.#actions.discard(item.id)),
    ];
  }
}

/**
 * The state of a message with its edits and its deletion. A reaction or pin that waits shows that itself.
 *
 * @param {OutboxItem[]} items
 * @param {boolean} mine
 */
function stateOf(items, mine) {
  /** @param {OutboxItem} item */
  const isReported = ({ frame, state }) => frame.type === 'say' || (!MARKS.has(frame.type) && state !== 'failed');
  const pending = items.find((item) => isReported(item) && item.state !== 'kept');
  return pending?.state ?? (mine ? 'kept' : '');
}

/** @param {OutboxItem} item */
function reasonOf({ code, until, reason }) {
  if (reason) {
    return reason;
  }
  const key = `refused.${code}`;
  return until && has(`${key}.until`)
    ? text(`${key}.until`, { time: momentOf(new Date(until)) })
    : text(has(key) ? key : 'refused.other');
}

/**
 * @param {string} state
 * @param {string} waits why it waits, in a sentence
 */
function markOf(state, waits) {
  switch (state) {
    case 'failed':
    case '':
      return [];
    case 'kept':
      return [make('span', 'tick', text('sent'))];
    default:
      return [make('span', 'clock', waits || text(state))];
  }
}
