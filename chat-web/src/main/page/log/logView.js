/**
 * The view of the log: renders a window of the conversation, and keeps the reader's place in it.
 *
 * @import { Conversation } from '../model/conversation.js'
 * @import { LogModel } from './logRows.js'
 * @import { LineContext } from './messageLine.js'
 */

import { MessageWindow } from '../model/messageWindow.js';
import { LogLines } from './logLines.js';
import { LogRows } from './logRows.js';

/** How near, in pixels, is "near an end", and "at the end". */
const [NEAR, AT_END] = [600, 48];
/** A screen reader does not read out older messages while they are put in, because they are not new. */
const QUIET_MS = 400;
/** A message that was jumped to is highlighted for 2.4 s. */
const HIGHLIGHT_MS = 2_400;
/** Above the first unread message, a sixth of the window shows what was read before. */
const HEADROOM = 1 / 6;

/**
 * @typedef {{older: () => void, newer: () => void, returned: () => void, rendered: () => void, scrolled: () => void}} ViewActions
 */

export class LogView {
  /** How often another place was shown, without the reader's scrolling there. */
  jumps = 0;

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

  /**
   * @param {{scroller: HTMLElement, log: HTMLElement}} parts
   * @param {LogModel} model
   * @param {LineContext & ViewActions} actions
   */
  constructor(parts, model, actions) {
    this.#parts = parts;
    this.#model = model;
    this.#actions = actions;
    this.rows = new LogRows(model);
    this.#shown = model.conversation;
    this.#window = new MessageWindow(model.conversation);
    /** What a person can do at a line. */
    this.lineContext = { ...actions, openMuted: (/** @type {number[]} */ seqs) => model.muted.open(seqs) };
    this.#lines = new LogLines(parts.log, this.lineContext);
    parts.scroller.addEventListener('scroll', () => this.#scrolled(), { passive: true });
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

  /** Whether what is rendered reaches to the end of the conversation. */
  get reachesEnd() {
    return !this.#isDetached && this.#window.atEnd;
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
    this.jumps++;
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
    this.#model.muted.open([seq]);
    this.#centreOn(seq, conversation);
    const element = this.#lines.of(seq);
    if (element) {
      element.focus({ preventScroll: true });
      element.scrollIntoView({ block: 'center' });
      element.dataset.found = '';
      setTimeout(() => delete element.dataset.found, HIGHLIGHT_MS);
    }
  }

  /**
   * Shows what follows an entry, below the upper edge.
   *
   * @param {number} seq
   * @param {Conversation} conversation
   */
  showAfter(seq, conversation) {
    const { scroller } = this.#parts;
    this.#centreOn(seq + 1, conversation);
    const next = this.#lines.after(seq);
    if (next) {
      const { top } = scroller.getBoundingClientRect();
      scroller.scrollTop += next.getBoundingClientRect().top - top - scroller.clientHeight * HEADROOM;
    }
  }

  /**
   * @param {number} seq
   * @param {Conversation} conversation
   */
  #centreOn(seq, conversation) {
    if (conversation !== this.#shown) {
      this.#shown = conversation;
      this.#window = new MessageWindow(conversation);
    }
    this.#hush();
    this.jumps++;
    this.#window.centreOn(seq);
    this.#render();
  }

  /** Whether a detached part is shown, with a gap between it and the latest messages. */
  get #isDetached() {
    return this.#shown !== this.#model.conversation;
  }

  #render() {
    const { scroller } = this.#parts;
    const place = this.following ? null : this.#lines.at(scroller.getBoundingClientRect().top);
    const range = this.#window.range();
    this.#lines.show(this.rows.of(this.#shown, range, this.rows.around(this.#shown, range, this.reachesEnd)));
    if (place?.element.isConnected) {
      scroller.scrollTop += place.element.getBoundingClientRect().top - place.top;
    }
    this.#stayAtEnd();
    this.#actions.rendered();
  }

  #scrolled() {
    const { scroller } = this.#parts;
    this.#window.following = !this.#isDetached && this.#window.atEnd && this.below < AT_END;
    if (!this.following && scroller.scrollTop < NEAR) {
      this.#extendUp();
    }
    if (this.below < NEAR) {
      this.#extendDown();
    }
    this.#actions.scrolled();
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
      this.#parts.scroller.scrollTop = this.#parts.scroller.scrollHeight;
    }
  }

  #measureScrollBar() {
    const { offsetWidth, clientWidth } = this.#parts.scroller;
    document.documentElement.style.setProperty('--scroll-bar', `${offsetWidth - clientWidth}px`);
  }

  /** How many pixels of the log are below what is visible. */
  get below() {
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
