/**
 * Handles the frames of the server: passes what they say to the parts of the page.
 *
 * @import { Composer } from './composer/composer.js'
 * @import { Restrictions } from './composer/restrictions.js'
 * @import { Jump } from './log/jump.js'
 * @import { LogView } from './log/logView.js'
 * @import { OlderMessages } from './log/olderMessages.js'
 * @import { QuotedMessages } from './log/quotedMessages.js'
 * @import { Conversation } from './model/conversation.js'
 * @import { Gap } from './model/gap.js'
 * @import { KnownNames } from './model/knownNames.js'
 * @import { Notes } from './model/notes.js'
 * @import { Entry, Found, Member, Message } from './model/types.js'
 * @import { Unread } from './model/unread.js'
 * @import { Connection } from './net/connection.js'
 * @import { ReadPosition } from './net/readPosition.js'
 * @import { Outbox } from './outbox/outbox.js'
 * @import { Sender } from './outbox/sender.js'
 * @import { MutedMembers } from './people/mutedMembers.js'
 * @import { PeopleList } from './people/peopleList.js'
 * @import { TypingIndicator } from './people/typingIndicator.js'
 * @import { RoomChrome } from './roomChrome.js'
 * @import { Notifications } from './settings/notifications.js'
 */

import { parseCursor } from './model/conversation.js';
import { memberColours } from './model/memberColours.js';

/** 3,000 messages are held while the reader is at the end; older ones can be loaded again. */
const MESSAGES_LIMIT = 3000;

/**
 * @typedef {object} Parts
 * @property {Member} me
 * @property {Conversation} conversation
 * @property {Notes} notes
 * @property {KnownNames} names
 * @property {PeopleList} people
 * @property {MutedMembers} muted
 * @property {Notifications} notifications
 * @property {RoomChrome} chrome
 * @property {Unread} unread
 * @property {ReadPosition} readPosition
 * @property {QuotedMessages} quotes
 * @property {Gap} gap
 * @property {Outbox} outbox
 * @property {Sender} sender
 * @property {Connection} connection
 * @property {TypingIndicator} typing
 * @property {OlderMessages} older
 * @property {LogView} view
 * @property {Jump} jump
 * @property {Composer} composer
 * @property {Restrictions} restrictions
 * @property {(state: {log?: string}) => void} restricted called with what holds for this member and room now
 * @property {(entry: Entry, before: Message | undefined) => void} entryArrived called with each entry that is new, and the message that it changes
 */

/**
 * @typedef {object} Welcome
 * @property {Member} you
 * @property {string} cursor
 * @property {boolean} resumed
 * @property {Member[]} members
 * @property {number} count
 * @property {{text?: number, retention?: number}} [limits] retention: after how many seconds messages are erased
 */

export class FrameHandler {
  #parts;
  /** The cursor of the last welcome; the history that follows it is as of this cursor. */
  #welcomeCursor = '';
  /** Whether all entries up to the first welcome have arrived. */
  #complete = false;

  /**
   * The handler of each type of frame; frames of other types are ignored, as the protocol says.
   *
   * @type {Record<string, (frame: any) => void>}
   */
  #handlers = {
    welcome: (frame) => this.#welcome(frame),
    history: (frame) => this.#history(frame),
    ack: (frame) => this.#acknowledged(frame),
    refused: (frame) => {
      this.#parts.restrictions.refused(frame);
      this.#parts.sender.refused(frame);
    },
    state: (frame) => this.#parts.restricted(frame),
    joined: ({ member, count }) => {
      this.#joined([member], count);
      this.#presenceChanged('joined', member);
    },
    left: ({ member, count }) => {
      this.#left([member], count);
      this.#presenceChanged('left', member);
    },
    presence: ({ joined, left, count }) => {
      this.#joined(joined, count);
      this.#left(left, count);
    },
    typing: ({ member }) => this.#typing(member),
    room: (frame) => this.#parts.chrome.roomStands(frame),
  };

  /** @param {Parts} parts */
  constructor(parts) {
    this.#parts = parts;
  }

  /** @param {{type: string, [field: string]: any}} frame */
  receive(frame) {
    if (Number.isInteger(frame.seq) && frame.type !== 'ack') {
      this.#entryArrived(/** @type {Entry} */ (/** @type {unknown} */ (frame)));
    } else if (Object.hasOwn(this.#handlers, frame.type)) {
      this.#handlers[frame.type](frame);
    }
  }

  /** @param {{id: string, seq: number}} ack */
  #acknowledged({ id, seq }) {
    const { conversation, outbox, sender, restrictions } = this.#parts;
    // A deletion is accepted from a muted member, too.
    if (outbox.items.some((item) => item.id === id && item.frame.type !== 'delete')) {
      restrictions.accepted();
    }
    sender.acknowledged(id, seq, conversation.seq);
  }

  /** @param {Welcome} welcome */
  #welcome({ you, cursor, resumed, members, count, limits }) {
    const { me, people, names, composer, gap, chrome, outbox, quotes, sender, view } = this.#parts;
    if (you.id !== me.id || you.name !== me.name) {
      // This browser has signed in under another name meanwhile, so the page and what waits are not this member's.
      location.reload();
      return;
    }
    memberColours.join(members);
    people.setPresent(members, count);
    names.setPresent(members);
    if (limits?.text) {
      composer.setLimit(limits.text);
    }
    this.#welcomeCursor = cursor;
    if (resumed) {
      gap.resume(cursor);
      chrome.resumed(limits?.retention, quotes);
      this.#checkComplete();
    } else {
      outbox.setEpoch(parseCursor(cursor).epoch);
    }
    sender.connected();
    view.changed();
  }

  /** @param {Found} history */
  #history({ messages, more }) {
    const { me, conversation, outbox, quotes, names, gap, unread, view, chrome, older } = this.#parts;
    const before = conversation.epoch;
    conversation.reset(this.#welcomeCursor, messages, more);
    outbox.conversationReset();
    quotes.clear();
    for (const { from, id } of messages) {
      names.addAuthor(from);
      if (from.id === me.id && id) {
        outbox.remove(id);
      }
    }
    gap.restart(before === conversation.epoch);
    if (this.#complete) {
      unread.begin();
    }
    view.reset();
    chrome.welcomed();
    older.show();
    this.#checkComplete();
  }

  /** Runs once nothing is missing for the first time: only then is it known what is unread. */
  #checkComplete() {
    const { conversation } = this.#parts;
    const { seq } = parseCursor(this.#welcomeCursor);
    if (!this.#complete && conversation.cursor !== null && conversation.seq >= seq) {
      this.#complete = true;
      this.#begin();
    }
  }

  async #begin() {
    const { unread, jump, readPosition, view } = this.#parts;
    // Another device may have read further.
    await Promise.all([jump.toFragment(), readPosition.loaded]);
    unread.begin();
    view.changed();
  }

  /** @param {Entry} entry */
  #entryArrived(entry) {
    const { conversation, connection, quotes, outbox, gap, older, view } = this.#parts;
    const before = conversation.find(entry.of ?? 0);
    const result = conversation.append(entry);
    if (result === 'gap') {
      connection.reopen();
    }
    if (result !== 'appended') {
      return;
    }
    if (entry.type === 'said') {
      this.#messageArrived(entry);
    } else {
      this.#messageChanged(entry, before);
      quotes.invalidate(entry);
    }
    if (view.conversation !== conversation) {
      view.conversation.applyChange(view.conversation.withAnswered(entry));
    }
    this.#parts.entryArrived(entry, before);
    outbox.entryArrived(entry.seq);
    this.#checkComplete();
    gap.entryArrived();
    if (view.following) {
      conversation.trim(MESSAGES_LIMIT);
      older.show();
    }
    view.changed();
  }

  /**
   * @param {Entry} entry
   * @param {Message | undefined} before the message, where it is held
   */
  #messageChanged({ type, by, text }, before) {
    const { muted, notifications } = this.#parts;
    if (type === 'edited' && by && !muted.has(by.id)) {
      notifications.messageEdited({ from: by, text }, before?.text, this.#parts.names);
    }
  }

  /** @param {Entry} message */
  #messageArrived(message) {
    const { me, names, muted, notifications, unread, outbox, typing, chrome, quotes } = this.#parts;
    const { from, id } = message;
    if (!from) {
      return;
    }
    typing.hide(from);
    names.addAuthor(from);
    chrome.entryArrived();
    unread.messageArrived(message);
    if (!muted.has(from.id)) {
      notifications.messageArrived(message, names, quotes);
    }
    if (from.id === me.id && id) {
      outbox.remove(id);
    }
  }

  /**
   * @param {Member[]} members
   * @param {number} count
   */
  #joined(members, count) {
    memberColours.join(members);
    this.#parts.people.join(members, count);
    this.#parts.names.join(members);
  }

  /**
   * @param {Member[]} members
   * @param {number} count
   */
  #left(members, count) {
    memberColours.leave(members);
    this.#parts.people.leave(members, count);
    this.#parts.names.leave(members);
  }

  /**
   * @param {'joined' | 'left'} kind
   * @param {Member} member
   */
  #presenceChanged(kind, member) {
    const { me, conversation, notes, typing, view } = this.#parts;
    typing.hide(member);
    if (member.id !== me.id) {
      notes.addPresence(conversation.seq, kind, member);
      view.changed();
    }
  }

  /** @param {Member} member */
  #typing(member) {
    const { me, muted, typing } = this.#parts;
    if (member.id !== me.id && !muted.has(member.id)) {
      typing.show(member);
    }
  }
}
