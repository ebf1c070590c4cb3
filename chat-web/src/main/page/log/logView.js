/**
 * The view of the log: renders a window of the conversation, and keeps the reader's place in it.
 *
 * @import { Conversation } from '../model/conversation.js'
 * @import { Notes } from '../model/notes.js'
 * @import { MessageRow } from '../model/rowModel.js'
 * @import { Member, Message, OutboxItem } from '../model/types.js'
 * @import { Unread } from '../model/unread.js'
 * @import { Outbox } from '../outbox/outbox.js'
 * @import { Transfers } from '../outbox/transfers.js'
 * @import { WaitingReason } from './waitingReason.js'
 * @import { MutedMembers } from '../people/mutedMembers.js'
 * @import { LineContext } from './messageLine.js'
 * @import { QuotedMessages } from './quotedMessages.js'
 */

import { memberColours } from '../model/memberColours.js';
import { MessageWindow } from '../model/messageWindow.js';
import { changesByMessage, withPendingChanges } from '../model/pendingChanges.js';
import { foldMuted, rowsOf } from '../model/rowModel.js';
import { setText } from '../ui/elements.js';
import { counted, text } from '../ui/texts.js';
import { LogLines } from './logLines.js';

/** How near, in pixels, is "near an end", and "at the end". */
const [NEAR, AT_END] = [600, 48];
/** A screen reader does not read out older messages while they are put in, because they are not new. */
const QUIET_MS = 400;
/** A message that was jumped to is highlighted for 2.4 s. */
const HIGHLIGHT_MS = 2_400;

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

export class LogView {
  #parts;
  #model;
  #actions;
  #lines;
  #window;
  /** The conversation, or a detached part of it. */
  #shown;
  #planned = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #quiet;
  /** The last message that was there when the reader was at the end. */
  #seen = 0;

  /**
   * @param {{scroller: HTMLElement, log: HTMLElement, latest: HTMLElement}} parts
   * @param {LogModel} model
   * @param {LineContext & {older: () => void, newer: () => void, returned: () => void}} actions
   */
  constructor(parts, model, actions) {
    this.#parts = parts;
    this.#model = model;
    this.#actions = actions;
    this.#shown = model.conversation;
    this.#window = new MessageWindow(model.conversation);
    this.#lines = new LogLines(parts.log, { ...actions, openMuted: (seqs) => model.muted.open(seqs) });
    parts.scroller.addEventListener('scroll', () => this.#scrolled(), { passive: true });
    parts.latest.addEventListener('click', () => this.scrollToEnd());
    const resized = new ResizeObserver(() => {
      this.#measureScrollBar();
      this.#stayAtEnd();
    });
    resized.observe(parts.scroller);
    resized.observe(parts.log);
  }

  /** Whether the reader is at the end, and stays there. */
  get following() {
    return this.#window.following;
  }

  /** What is shown: the conversation, or a detached part of it. */
  get conversation() {
    return this.#shown;
  }

  /** Something changed: it is rendered with the next frame of the screen, once for all changes until then. */
  changed() {
    if (!this.#planned) {
      this.#planned = true;
      requestAnimationFrame(() => {
        this.#planned = false;
        this.#render();
      });
    }
  }

  /** Scrolls to the latest messages, and follows them. */
  scrollToEnd() {
    if (this.#isDetached) {
      this.#shown = this.#model.conversation;
      this.#hush();
      this.#actions.returned();
    }
    this.#window.moveToEnd(this.#shown);
    this.changed();
  }

  /** The conversation begins again: none of its messages are new. */
  reset() {
    this.#hush();
    this.scrollToEnd();
  }

  /** Older messages were added before the first: some of them are shown. */
  grown() {
    this.#hush();
    this.#window.extendUp();
    this.changed();
  }

  /**
   * Goes on in a conversation that has all the messages that are shown, and more.
   *
   * @param {Conversation} conversation
   */
  moveTo(conversation) {
    this.#window.moveTo(conversation);
    this.#shown = conversation;
    // The reader may have come to the end meanwhile, where nothing would scroll any more.
    this.#window.extendDown();
    this.changed();
  }

  /**
   * Shows a message of a conversation, and moves the focus to it.
   *
   * @param {number} seq
   */
  show(seq, conversation = this.#shown) {
    if (conversation !== this.#shown) {
      this.#shown = conversation;
      this.#window = new MessageWindow(conversation);
    }
    this.#hush();
    this.#model.muted.open([seq]);
    this.#window.centreOn(seq);
    this.#render();
    const element = this.#lines.of(seq);
    if (element) {
      element.focus({ preventScroll: true });
      element.scrollIntoView({ block: 'center' });
      element.dataset.found = '';
      setTimeout(() => delete element.dataset.found, HIGHLIGHT_MS);
    }
  }

  /** Whether a detached part is shown, with a gap between it and the latest messages. */
  get #isDetached() {
    return this.#shown !== this.#model.conversation;
  }

  #render() {
    const { scroller } = this.#parts;
    const place = this.following ? null : this.#lines.at(scroller.getBoundingClientRect().top);
    this.#lines.show(this.#rows());
    if (place?.element.isConnected) {
      scroller.scrollTop += place.element.getBoundingClientRect().top - place.top;
    }
    this.#stayAtEnd();
    this.#showLatest();
  }

  #rows() {
    const { outbox, muted, me } = this.#model;
    const { messages } = this.#shown;
    const { from, to } = this.#window.range();
    const changes = changesByMessage(outbox.items);
    const shown = messages.slice(from, to).map((message) => this.#withChanges(message, changes));
    const rows = rowsOf(shown, this.#notesIn(from, to), this.#itemsAtEnd(), me);
    const lines = rows.filter((row) => row.kind === 'message');
    memberColours.separate(lines.map(({ message }) => message.from.id));
    for (const line of lines) {
      this.#complete(line, changes);
    }
    return foldMuted(rows, (message) => muted.hides(message));
  }

  /**
   * The notes between the first message that is shown and the last.
   *
   * @param {number} from
   * @param {number} to
   */
  #notesIn(from, to) {
    const { notes, unread } = this.#model;
    const { messages, seq } = this.#shown;
    const start = from > 0 ? messages[from - 1].seq : -1;
    const end = to < messages.length ? messages[to].seq : this.#isDetached ? seq : Infinity;
    return unread.addLineTo(notes.all).filter((note) => note.after >= start && note.after < end);
  }

  /** The messages that wait to be sent, where the end is shown. */
  #itemsAtEnd() {
    const atEnd = this.#window.atEnd && !this.#isDetached;
    return atEnd ? this.#model.outbox.items.filter(({ frame }) => frame.type === 'say') : [];
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
   */
  #complete(row, changes) {
    const { seq, re, from } = row.message;
    row.hue = memberColours.hueOf(from.id);
    row.changes = changes.get(seq);
    const waits = [row.item, ...(row.changes ?? [])].find((one) => one?.state === 'waiting');
    row.waits = waits && this.#model.waiting.of(waits);
    row.quoted = re ? (this.#shown.find(re) ?? this.#model.quotes.find(re)) : null;
    row.files = row.item?.files?.map((file) => this.#model.transfers.shown(file)) ?? row.message.files;
  }

  #scrolled() {
    const { scroller } = this.#parts;
    this.#window.following = !this.#isDetached && this.#window.atEnd && this.#below() < AT_END;
    if (!this.following && scroller.scrollTop < NEAR) {
      this.#extendUp();
    }
    if (this.#below() < NEAR) {
      this.#extendDown();
    }
    this.#showLatest();
  }

  #extendUp() {
    if (this.#window.extendUp()) {
      this.#hush();
      this.changed();
    } else {
      this.#actions.older();
    }
  }

  #extendDown() {
    if (!this.#window.atEnd) {
      this.#window.extendDown();
      this.changed();
    } else if (this.#isDetached) {
      this.#actions.newer();
    }
  }

  /** A reader who is at the end stays there, also when the page changes its size, as when a keyboard opens. */
  #stayAtEnd() {
    if (this.following) {
      this.#seen = this.#model.conversation.messages.at(-1)?.seq ?? 0;
      this.#parts.scroller.scrollTop = this.#parts.scroller.scrollHeight;
    }
  }

  #measureScrollBar() {
    const { offsetWidth, clientWidth } = this.#parts.scroller;
    document.documentElement.style.setProperty('--scroll-bar', `${offsetWidth - clientWidth}px`);
  }

  #showLatest() {
    const { latest } = this.#parts;
    const { conversation } = this.#model;
    const count = conversation.messages.length - conversation.indexOf(this.#seen + 1);
    const near = !this.#isDetached && this.#window.atEnd && this.#below() < 2 * NEAR;
    latest.hidden = this.following || (count === 0 && near);
    setText(latest, count > 0 ? counted('new', count) : text('latest'));
  }

  /** How many pixels of the log are below what is visible. */
  #below() {
    const { scroller } = this.#parts;
    return scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop;
  }

  #hush() {
    const { log } = this.#parts;
    clearTimeout(this.#quiet);
    log.ariaLive = 'off';
    this.#quiet = setTimeout(() => {
      log.ariaLive = 'polite';
    }, QUIET_MS);
  }
}
