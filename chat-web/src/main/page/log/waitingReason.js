/**
 * Why an item of the outbox waits, and until when, in a sentence.
 *
 * @import { ConnectionState } from '../net/connection.js'
 * @import { OutboxItem } from '../model/types.js'
 * @import { Outbox } from '../outbox/outbox.js'
 * @import { Sender } from '../outbox/sender.js'
 */

import { isUploaded } from '../outbox/outboxItem.js';
import { momentOf, text } from '../ui/texts.js';

/** A cookie that is not valid any more, and a sign-out, or a sign-in under another name, in another tab. */
const SIGNED_OUT = new Set([401, 4001]);

export class WaitingReason {
  #outbox;
  #sender;
  /** @type {ConnectionState} */
  #state = 'connecting';
  #signedOut = false;
  #away = false;

  /**
   * @param {Pick<Outbox, 'items'>} outbox
   * @param {Pick<Sender, 'pause'>} sender
   */
  constructor(outbox, sender) {
    this.#outbox = outbox;
    this.#sender = sender;
  }

  /**
   * @param {ConnectionState} state
   * @param {number | string | null} reason the status or close code that ended it
   */
  setConnection(state, reason) {
    this.#state = state;
    this.#signedOut = SIGNED_OUT.has(Number(reason));
    this.#away = false;
  }

  /** @param {boolean} away whether the server cannot reach its database */
  setAway(away) {
    this.#away = away;
  }

  /** @param {OutboxItem} item */
  of(item) {
    const { id } = item;
    const { pause } = this.#sender;
    if (this.#state === 'stopped') {
      return text(this.#signedOut ? 'waiting.signed-out' : 'waiting.stopped');
    }
    if (this.#state !== 'open') {
      return text(navigator.onLine === false ? 'waiting.offline' : 'waiting');
    }
    if (this.#outbox.items.find(({ state }) => state !== 'kept' && state !== 'failed')?.id !== id) {
      return text('waiting.turn');
    }
    if (this.#away) {
      return text('waiting.away');
    }
    if (!isUploaded(item)) {
      return text('uploading');
    }
    return pause ? text(`waiting.${pause.code}`, { time: momentOf(new Date(pause.until)) }) : text('sending');
  }
}
