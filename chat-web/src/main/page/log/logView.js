/** The log on the page: shows a stretch of the conversation and keeps the reader's place in it. */

import { Lines } from './logLines.js';
import { changesOf, provisional } from '../model/pendingChanges.js';
import { rowsOf } from '../model/rowModel.js';
import { Stretch } from '../model/messageWindow.js';
import { counted, text } from '../ui/texts.js';

/** How near, in pixels, is "near an end", and "at the end". */
const NEAR = 600;
const AT_END = 48;
/** While older lines are put in, a screen reader is not told: they are not news. */
const QUIET_MS = 400;
/** So long a message that was looked for stands out. */
const FOUND_MS = 2_400;

export class View {
  #parts;
  #chat;
  #acts;
  #lines;
  #stretch;
  /** What is read: the conversation, or a stretch of it that lies further back. */
  #shown;
  #planned = false;
  #quiet = 0;
  /** The last message that was there when the reader was at the end. */
  #seen = 0;

  /**
   * @param {{scroller: HTMLElement, log: HTMLElement, latest: HTMLElement}} parts
   * @param {{conversation: import('../model/conversation.js').Conversation, notes: import('../model/notes.js').Notes,
   *     unread: import('../model/unread.js').Unread, waiting: import('../outbox/outbox.js').Waiting,
   *     quotes: import('./quotedMessages.js').Quotes, muted: import('../people/mutedMembers.js').Muted,
   *     me: {id: string, name: string}}} chat
   * @param {import('./messageLine.js').Acts & {older: () => void, newer: () => void}} acts
   */
  constructor(parts, chat, acts) {
    this.#parts = parts;
    this.#chat = chat;
    this.#acts = acts;
    this.#shown = chat.conversation;
    this.#stretch = new Stretch(chat.conversation);
    this.#lines = new Lines(parts.log, acts);
    parts.scroller.addEventListener('scroll', () => this.#scrolled(), { passive: true });
    parts.latest.addEventListener('click', () => this.toEnd());
    const resized = new ResizeObserver(() => this.#stay());
    resized.observe(parts.scroller);
    resized.observe(parts.log);
  }

  get following() {
    return this.#stretch.following;
  }

  /** What is read. */
  get conversation() {
    return this.#shown;
  }

  /** Something changed: the page follows with the next frame, once for all that changed until then. */
  changed() {
    if (!this.#planned) {
      this.#planned = true;
      requestAnimationFrame(() => {
        this.#planned = false;
        this.#render();
      });
    }
  }

  /** Goes to the latest messages, and follows them. */
  toEnd() {
    if (this.#back) {
      this.#shown = this.#chat.conversation;
      this.#hush();
      this.#acts.returned();
    }
    this.#stretch.toEnd(this.#shown);
    this.changed();
  }

  /** The conversation begins again: none of it is news. */
  begun() {
    this.#hush();
    this.toEnd();
  }

  /** Older messages were put before the first: some of them are shown. */
  grown() {
    this.#hush();
    this.#stretch.up();
    this.changed();
  }

  /** Goes on reading in a conversation that has all that is shown, and more. */
  moveTo(conversation) {
    this.#stretch.moveTo(conversation);
    this.#shown = conversation;
    // The reader may have come to the end meanwhile, where nothing would scroll any more.
    this.#stretch.down();
    this.changed();
  }

  /** Shows a message of a conversation and puts the focus on it. */
  show(seq, conversation = this.#shown) {
    if (conversation !== this.#shown) {
      this.#shown = conversation;
      this.#stretch = new Stretch(conversation);
    }
    this.#hush();
    this.#chat.muted.open([seq]);
    this.#stretch.around(seq);
    this.#render();
    const element = this.#lines.of(seq);
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block: 'center' });
    element.dataset.found = '';
    setTimeout(() => delete element.dataset.found, FOUND_MS);
  }

  /** Whether what is read lies back, with a gap to the latest. */
  get #back() {
    return this.#shown !== this.#chat.conversation;
  }

  #render() {
    const { scroller } = this.#parts;
    const place = this.following ? null : this.#lines.at(scroller.getBoundingClientRect().top);
    this.#lines.put(this.#rows(...this.#stretch.range()));
    if (place?.element.isConnected) {
      scroller.scrollTop += place.element.getBoundingClientRect().top - place.top;
    }
    this.#stay();
    this.#showLatest();
  }

  #rows(from, to) {
    const { notes, unread, waiting, quotes, muted, me } = this.#chat;
    const { messages } = this.#shown;
    const changes = changesOf(waiting.items);
    const start = from > 0 ? messages[from - 1].seq : -1;
    const end = to < messages.length ? messages[to].seq : this.#back ? this.#shown.seq : Infinity;
    const near = unread.among(notes.all).filter((note) => note.after >= start && note.after < end);
    const items = this.#stretch.atEnd && !this.#back ? waiting.items.filter((item) => item.frame.type === 'say') : [];
    const shown = messages.slice(from, to).map((message) => withChanges(message, changes, me));
    const rows = rowsOf(shown, near, items, me).map((row) => this.#complete(row, changes, quotes));
    return muted.fold(rows);
  }

  #complete(row, changes, quotes) {
    const { message } = row;
    if (message) {
      row.changes = changes.get(message.seq);
      row.quoted = message.re ? (this.#shown.find(message.re) ?? quotes.find(message.re)) : null;
    }
    return row;
  }

  #scrolled() {
    const { scroller } = this.#parts;
    this.#stretch.following = !this.#back && this.#stretch.atEnd && this.#below() < AT_END;
    if (!this.following && scroller.scrollTop < NEAR) {
      this.#up();
    }
    if (this.#below() < NEAR) {
      this.#down();
    }
    this.#showLatest();
  }

  #up() {
    if (this.#stretch.up()) {
      this.#hush();
      this.changed();
    } else {
      this.#acts.older();
    }
  }

  #down() {
    if (!this.#stretch.atEnd) {
      this.#stretch.down();
      this.changed();
    } else if (this.#back) {
      this.#acts.newer();
    }
  }

  /** Who is at the end stays there, also when the page changes its size, as when a keyboard opens. */
  #stay() {
    if (this.following) {
      this.#seen = this.#chat.conversation.messages.at(-1)?.seq ?? 0;
      this.#parts.scroller.scrollTop = this.#parts.scroller.scrollHeight;
    }
  }

  #showLatest() {
    const { latest } = this.#parts;
    const { conversation } = this.#chat;
    const news = conversation.messages.length - conversation.indexOf(this.#seen + 1);
    const near = !this.#back && this.#stretch.atEnd && this.#below() < 2 * NEAR;
    latest.hidden = this.following || (news === 0 && near);
    const label = news > 0 ? counted('new', news) : text('latest');
    if (latest.textContent !== label) {
      latest.textContent = label;
    }
  }

  #below() {
    const { scroller } = this.#parts;
    return scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop;
  }

  #hush() {
    const { log } = this.#parts;
    clearTimeout(this.#quiet);
    log.ariaLive = 'off';
    this.#quiet = setTimeout(() => (log.ariaLive = 'polite'), QUIET_MS);
  }
}

function withChanges(message, changes, me) {
  return changes.has(message.seq) ? provisional(message, changes.get(message.seq), me) : message;
}
