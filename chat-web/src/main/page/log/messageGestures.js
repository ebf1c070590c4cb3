/**
 * The gestures of a finger at a message: a swipe to the left replies to it, a hold opens its actions. A swipe from the
 * right edge is none of them, because it opens the drawer of people.
 */

import { closest } from '../ui/elements.js';
import { isAtEdge } from '../ui/screenEdge.js';

/** A finger that moves less than 10 px rests. */
const REST_PX = 10;
/** A swipe of 56 px replies; the message follows it for 72 px. */
const REPLY_PX = 56;
const LONGEST_PX = 72;
/** A hold of 450 ms opens the actions, a little before a phone would select a word. */
const HOLD_MS = 450;
/** What has gestures of its own. */
const OTHER = 'a, button, img, audio, video, pre, .table, .actions';

/** @typedef {{line: HTMLElement, id: number, x: number, y: number, atEdge: boolean, swipes: boolean}} Touch */

export class MessageGestures {
  #actions;
  /** @type {Touch | null} */
  #touch = null;
  /** Whether the finger that opened the actions may still be lifted, which is no click at one of them. */
  #held = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {HTMLElement} log
   * @param {{reply: (line: HTMLElement) => void, open: (line: HTMLElement) => void}} actions
   */
  constructor(log, actions) {
    this.#actions = actions;
    log.addEventListener('pointerdown', (event) => this.#began(event));
    log.addEventListener('pointermove', (event) => this.#moved(event));
    log.addEventListener('pointerup', (event) => this.#ended(event));
    log.addEventListener('pointercancel', () => this.#end());
    log.addEventListener('click', (event) => this.#clicked(event), { capture: true });
    log.addEventListener('contextmenu', (event) => (this.#touch || this.#held) && event.preventDefault());
  }

  /** @param {PointerEvent} event */
  #began(event) {
    this.#end();
    this.#held = false;
    const line = closest(event, '.message[data-seq]:not(.deleted)');
    if (event.pointerType === 'touch' && event.isPrimary && line && !closest(event, OTHER)) {
      const { pointerId, clientX: x, clientY: y } = event;
      this.#touch = { line, id: pointerId, x, y, atEdge: isAtEdge(x, 'right'), swipes: false };
      this.#timer = setTimeout(() => this.#openActions(line), HOLD_MS);
    }
  }

  /** @param {PointerEvent} event */
  #moved({ pointerId, clientX, clientY }) {
    const touch = this.#touch;
    if (touch?.id !== pointerId) {
      return;
    }
    const [left, vertical] = [touch.x - clientX, Math.abs(clientY - touch.y)];
    if (Math.max(Math.abs(left), vertical) > REST_PX) {
      clearTimeout(this.#timer);
      touch.swipes ||= left > vertical && !touch.atEdge;
    }
    if (touch.swipes) {
      const distance = Math.min(LONGEST_PX, Math.max(0, left));
      touch.line.style.setProperty('--swipe', `${-distance}px`);
      touch.line.classList.add('swiped');
      touch.line.classList.toggle('replies-soon', distance >= REPLY_PX);
    }
  }

  /** @param {PointerEvent} event */
  #ended({ pointerId, clientX }) {
    const touch = this.#touch;
    this.#end();
    if (touch?.id === pointerId && touch.swipes && touch.x - clientX >= REPLY_PX) {
      this.#actions.reply(touch.line);
    }
  }

  /** @param {HTMLElement} line */
  #openActions(line) {
    this.#end();
    this.#held = true;
    this.#actions.open(line);
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    if (this.#held) {
      this.#held = false;
      event.stopPropagation();
      event.preventDefault();
    }
  }

  #end() {
    clearTimeout(this.#timer);
    this.#touch?.line.classList.remove('swiped', 'replies-soon');
    this.#touch?.line.style.removeProperty('--swipe');
    this.#touch = null;
  }
}
