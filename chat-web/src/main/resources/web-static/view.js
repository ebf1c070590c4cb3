/** The log on the page: shows a stretch of the conversation and keeps the reader's place in it. */

import { Lines } from './lines.js';
import { rowsOf } from './rows.js';
import { Stretch } from './stretch.js';
import { counted, text } from './texts.js';

/** How near, in pixels, is "near an end", and "at the end". */
const NEAR = 600;
const AT_END = 48;
/** While older lines are put in, a screen reader is not told: they are not news. */
const QUIET_MS = 400;

export class View {
  #parts;
  #chat;
  #older;
  #lines;
  #stretch;
  #planned = false;
  #quiet = 0;
  /** The last message that was there when the reader was at the end. */
  #seen = 0;

  /**
   * @param {{scroller: HTMLElement, log: HTMLElement, latest: HTMLElement}} parts
   * @param {{conversation: import('./conversation.js').Conversation, notes: import('./notes.js').Notes,
   *     waiting: import('./waiting.js').Waiting, muted: import('./muted.js').Muted, me: {id: string, name: string}}} chat
   * @param {{again: (id: string) => void, discard: (id: string) => void, older: () => void}} acts
   */
  constructor(parts, chat, acts) {
    const { conversation } = chat;
    this.#parts = parts;
    this.#chat = chat;
    this.#older = acts.older;
    this.#stretch = new Stretch(conversation);
    this.#lines = new Lines(parts.log, {
      ...acts,
      show: (seq) => this.show(seq),
      find: (seq) => conversation.find(seq),
    });
    parts.scroller.addEventListener('scroll', () => this.#scrolled(), { passive: true });
    parts.latest.addEventListener('click', () => this.toEnd());
    const resized = new ResizeObserver(() => this.#stay());
    resized.observe(parts.scroller);
    resized.observe(parts.log);
  }

  get following() {
    return this.#stretch.following;
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
    this.#stretch.toEnd();
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

  /** Shows a message and puts the focus on it, where it is known. */
  show(seq) {
    if (this.#chat.conversation.find(seq)) {
      this.#chat.muted.open([seq]);
      this.#stretch.around(seq);
      this.#render();
      const element = this.#lines.of(seq);
      element.tabIndex = -1;
      element.focus({ preventScroll: true });
      element.scrollIntoView({ block: 'center' });
    }
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
    const { conversation, notes, waiting, muted, me } = this.#chat;
    const { messages } = conversation;
    const start = from > 0 ? messages[from - 1].seq : -1;
    const end = to < messages.length ? messages[to].seq : Infinity;
    const near = notes.all.filter((note) => note.after >= start && note.after < end);
    const items = this.#stretch.atEnd ? waiting.items.filter((item) => item.frame.type === 'say') : [];
    return muted.fold(rowsOf(messages.slice(from, to), near, items, me));
  }

  #scrolled() {
    const { scroller } = this.#parts;
    this.#stretch.following = this.#stretch.atEnd && this.#below() < AT_END;
    if (!this.following && scroller.scrollTop < NEAR) {
      this.#up();
    } else if (!this.#stretch.atEnd && this.#below() < NEAR) {
      this.#stretch.down();
      this.changed();
    }
    this.#showLatest();
  }

  #up() {
    if (this.#stretch.up()) {
      this.#hush();
      this.changed();
    } else {
      this.#older();
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
    const near = this.#stretch.atEnd && this.#below() < 2 * NEAR;
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
