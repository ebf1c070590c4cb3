/** What became of one's own words: on their way, kept, changed, or not taken and why. */

import { button, make } from '../ui/elements.js';
import { has, text } from '../ui/texts.js';

/** @typedef {import('../outbox/outbox.js').Item} Item */

export class Receipt {
  #acts;
  #shown = '';

  /** @param {{again: (id: string) => void, discard: (id: string) => void}} acts */
  constructor(acts) {
    this.#acts = acts;
    this.element = make('p', 'receipt');
  }

  /** @param {import('../model/rowModel.js').Row} row */
  show({ message, mine, item, changes = [] }) {
    const edited = message.edited && !message.deleted;
    const failed = [item, ...changes].filter((one) => one?.state === 'failed');
    const state = stateOf(item, changes, mine);
    const shown = [edited, state, ...failed.map(({ id, code }) => id + code)].join(' ');
    // A screen reader is told once.
    if (shown !== this.#shown) {
      this.#shown = shown;
      this.element.replaceChildren(
        ...(edited ? [make('span', 'edited', text('edited'))] : []),
        ...failed.flatMap((one) => this.#failure(one)),
        ...mark(state),
      );
    }
  }

  /** @param {Item} item */
  #failure(item) {
    const reason = `refused.${item.code}`;
    const why = text(has(reason) ? reason : 'refused.other');
    return [
      make('span', 'failure', text(item.frame.type === 'say' ? 'failed' : 'failed.change', { reason: why })),
      button(text('again'), () => this.#acts.again(item.id)),
      button(text('discard'), () => this.#acts.discard(item.id)),
    ];
  }
}

/** A reaction that is on its way shows that itself. */
function stateOf(item, changes, mine) {
  const rewrites = changes.filter(({ frame, state }) => frame.type !== 'react' && state !== 'failed');
  const pending = [item, ...rewrites].find((one) => one && one.state !== 'kept');
  return pending?.state ?? (mine ? 'kept' : '');
}

function mark(state) {
  switch (state) {
    case 'failed':
    case '':
      return [];
    case 'kept':
      return [make('span', 'tick', text('sent'))];
    default:
      return [make('span', 'clock', text(state))];
  }
}
