/**
 * The rows of the log with all that they show: pending changes, why they wait, what they answer, colours, files.
 *
 * @import { Conversation } from '../model/conversation.js'
 * @import { Note, Notes } from '../model/notes.js'
 * @import { MessageRow } from '../model/rowModel.js'
 * @import { Member, Message, OutboxItem } from '../model/types.js'
 * @import { Unread } from '../model/unread.js'
 * @import { Outbox } from '../outbox/outbox.js'
 * @import { Transfers } from '../outbox/transfers.js'
 * @import { MutedMembers } from '../people/mutedMembers.js'
 * @import { QuotedMessages } from './quotedMessages.js'
 * @import { WaitingReason } from './waitingReason.js'
 */

import { memberColours } from '../model/memberColours.js';
import { changesByMessage, withPendingChanges } from '../model/pendingChanges.js';
import { foldMuted, rowsOf } from '../model/rowModel.js';

/**
 * @typedef {object} LogModel what is rendered
 * @property {Conversation} conversation
 * @property {Notes} notes
 * @property {Unread} unread
 * @property {Outbox} outbox
 * @property {Transfers} transfers
 * @property {WaitingReason} waiting
 * @property {QuotedMessages} quotes
 * @property {MutedMembers} muted
 * @property {Member} me
 */

export class LogRows {
  #model;

  /** @param {LogModel} model */
  constructor(model) {
    this.#model = model;
  }

  /**
   * @param {Conversation} shown the conversation, or a detached part of it
   * @param {{from: number, to: number}} range the indexes of its messages that are shown
   * @param {{notes: Note[], items: OutboxItem[]}} around the notes, and the messages that wait to be sent
   */
  of(shown, { from, to }, { notes, items }) {
    const { outbox, muted, me } = this.#model;
    const changes = changesByMessage(outbox.items);
    const messages = shown.messages.slice(from, to).map((message) => this.#withChanges(message, changes));
    const rows = rowsOf(messages, notes, items, me);
    const lines = rows.filter((row) => row.kind === 'message');
    memberColours.separate(lines.map(({ message }) => message.from.id));
    for (const line of lines) {
      this.#complete(line, changes, shown);
    }
    return foldMuted(rows, (message) => muted.hides(message));
  }

  /**
   * The notes between the first message that is shown and the last, and what waits to be sent after the last of all.
   *
   * @param {Conversation} shown
   * @param {{from: number, to: number}} range
   * @param {boolean} atEnd whether the end of the conversation is shown
   */
  around(shown, { from, to }, atEnd) {
    const { notes, unread, conversation, outbox } = this.#model;
    const { messages, seq } = shown;
    const start = from > 0 ? messages[from - 1].seq : -1;
    const end = to < messages.length ? messages[to].seq : shown !== conversation ? seq : Infinity;
    return {
      notes: unread.addLineTo(notes.all).filter((note) => note.after >= start && note.after < end),
      items: atEnd ? outbox.items.filter(({ frame }) => frame.type === 'say') : [],
    };
  }

  /**
   * @param {Message} message
   * @param {Map<number, OutboxItem[]>} changes
   */
  #withChanges(message, changes) {
    const own = changes.get(message.seq);
    return own ? withPendingChanges(message, own, this.#model.me) : message;
  }

  /**
   * @param {MessageRow} row
   * @param {Map<number, OutboxItem[]>} changes
   * @param {Conversation} shown
   */
  #complete(row, changes, shown) {
    const { seq, re, from } = row.message;
    row.hue = memberColours.hueOf(from.id);
    row.changes = changes.get(seq);
    const waits = [row.item, ...(row.changes ?? [])].find((one) => one?.state === 'waiting');
    row.waits = waits && this.#model.waiting.of(waits);
    row.quoted = re ? (shown.find(re) ?? this.#model.quotes.find(re)) : null;
    row.files = row.item?.files?.map((file) => this.#model.transfers.shown(file)) ?? row.message.files;
  }
}
