/**
 * Catching up: shows the first unread message instead of the end, reports what is seen, and offers a way to what is not.
 *
 * @import { Conversation } from '../model/conversation.js'
 * @import { Unread } from '../model/unread.js'
 * @import { Jump } from './jump.js'
 * @import { LogView } from './logView.js'
 */

import { setText } from '../ui/elements.js';
import { clockOf, counted, text } from '../ui/texts.js';

/** A message is seen when 24 px of it are visible, because that is its first line. */
const SEEN_PX = 24;
/** The way to the end is offered from 1,200 px on. */
const FAR_PX = 1_200;

/**
 * @typedef {object} CatchingUpParts
 * @property {HTMLElement} scroller
 * @property {HTMLElement} log
 * @property {HTMLElement} pill leads to what is unread
 * @property {HTMLElement} finish says that all is read
 * @property {HTMLElement} latest leads to the end
 */

export class CatchingUp {
  #parts;
  #conversation;
  #unread;
  #view;
  #jump;
  /** @type {number | null} the line that was shown */
  #line = null;
  /** The last message that was there when the reader was at the end. */
  #last = 0;
  /** The last message that was visible at the latest check, and how many jumps were before. */
  #before = { last: 0, jumps: -1 };
  #planned = false;

  /**
   * @param {CatchingUpParts} parts
   * @param {{conversation: Conversation, unread: Unread, view: LogView, jump: Jump}} model
   */
  constructor(parts, { conversation, unread, view, jump }) {
    this.#parts = parts;
    this.#conversation = conversation;
    this.#unread = unread;
    this.#view = view;
    this.#jump = jump;
    parts.pill.addEventListener('click', () => jump.toUnread(unread.seenUpTo));
    parts.finish.addEventListener('click', () => this.#finish());
    parts.latest.addEventListener('click', () => view.scrollToEnd());
  }

  /** The log was scrolled: checks with the next frame of the screen what is visible. */
  scrolled() {
    if (!this.#planned) {
      this.#planned = true;
      requestAnimationFrame(() => {
        this.#planned = false;
        this.#check();
      });
    }
  }

  /** The log was rendered: a new line is shown at once, before anything else is. */
  rendered() {
    const { line } = this.#unread;
    if (line !== this.#line) {
      this.#line = line;
      this.#last = line ?? this.#last;
      if (line !== null && this.#view.following && !this.#seesLine() && !this.#hasLanded) {
        this.#jump.toUnread(line);
      }
    }
    this.#check();
  }

  #check() {
    const seen = this.#visibleMessages();
    if (seen) {
      this.#unread.seen(this.#firstPassed(seen), seen.last, this.#view.conversation);
      this.#before = { last: seen.last, jumps: this.#view.jumps };
    }
    if (this.#unread.line !== this.#line) {
      this.#view.changed();
    }
    if (this.#unread.line !== null && this.#unread.caughtUp && !this.#seesLine()) {
      this.#unread.removeLine();
      this.#view.changed();
    }
    this.#showPill(seen?.first ?? 0);
    this.#showLatest(seen?.last ?? 0);
  }

  /**
   * The first message that was seen with those that are visible: a reader who scrolls far between two checks has passed
   * all between, and one who jumps has not.
   *
   * @param {{first: number}} seen
   */
  #firstPassed({ first }) {
    const { last, jumps } = this.#before;
    return jumps === this.#view.jumps ? Math.min(first, last + 1) : first;
  }

  #finish() {
    this.#unread.finish();
    this.#view.changed();
    this.#parts.log.focus({ preventScroll: true });
  }

  /** @param {number} visible the last message that is visible */
  #showLatest(visible) {
    const { latest } = this.#parts;
    const { following, reachesEnd, below: distance } = this.#view;
    // A reader whom a link led to a message was not at the end yet: nothing is new but what stands below the line.
    if (following || this.#last === 0) {
      this.#last = this.#conversation.messages.at(-1)?.seq ?? 0;
    }
    const below = Math.max(this.#last, visible) + 1;
    const count = this.#conversation.messages.length - this.#conversation.indexOf(below);
    latest.hidden = following || (count === 0 && reachesEnd && distance < FAR_PX);
    const known = count > 0 && this.#conversation.isReachedBy(this.#last);
    setText(latest, known ? counted('new', count) : text('latest'));
  }

  /** @param {number} first the first message that is visible */
  #showPill(first) {
    const { unseen, seenUpTo } = this.#unread;
    const { pill, finish } = this.#parts;
    const away = unseen.length > 0 && this.#unread.leavesOut(first, this.#view.conversation);
    pill.hidden = !away;
    finish.hidden = !away;
    if (away) {
      const complete = this.#conversation.isReachedBy(seenUpTo);
      const time = clockOf(new Date(unseen[0].at));
      setText(pill, counted(complete ? 'unread.since' : 'unread.far', unseen.length, { time }));
    }
  }

  /** Whether the reader has just jumped to a message, and looks at it. */
  get #hasLanded() {
    return this.#parts.log.querySelector('[data-found]') !== null;
  }

  /** Whether the line is visible. */
  #seesLine() {
    const line = this.#parts.log.querySelector('.unread');
    const box = line?.getBoundingClientRect();
    const window = this.#parts.scroller.getBoundingClientRect();
    return box !== undefined && box.bottom > window.top && box.top < window.bottom;
  }

  /** The numbers of the first and the last message that are visible; null where there is none. */
  #visibleMessages() {
    const { seq } = this.#conversation;
    if (this.#view.following && this.#unread.line === null && !this.#hasLanded) {
      // The usual case, in which nothing has to be measured: a reader at the end sees all that arrives.
      return { first: 0, last: seq };
    }
    const { top, bottom } = this.#parts.scroller.getBoundingClientRect();
    const lines = [...this.#parts.log.querySelectorAll('.message[data-seq]')];
    const from = firstIndex(lines, (box) => box.bottom > top);
    const to = firstIndex(lines, (box) => box.top + Math.min(box.height, SEEN_PX) > bottom + 1) - 1;
    if (from > to) {
      return null;
    }
    const atEnd = this.#view.reachesEnd && to === lines.length - 1;
    return { first: seqOf(lines[from]), last: atEnd ? seq : seqOf(lines[to]) };
  }
}

/**
 * The index of the first line from which on a condition holds.
 *
 * @param {Element[]} lines from top to bottom
 * @param {(box: DOMRect) => boolean} holds
 */
function firstIndex(lines, holds) {
  let [low, high] = [0, lines.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(lines[middle].getBoundingClientRect())) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

/** @param {Element} line */
const seqOf = (line) => Number(/** @type {HTMLElement} */ (line).dataset.seq);
