/**
 * What can be done at a message: a bar at the one that is pointed at or has the focus, or below all of them where there
 * is only a finger and little room; and a key for each act.
 */

import { button, iconButton, make } from '../ui/elements.js';
import { AT_MESSAGE } from '../ui/keyBindings.js';
import { choose } from '../emoji/emojiPicker.js';
import { text } from '../ui/texts.js';

/** Offered at once; any other by one more click. */
const QUICK = ['👍', '❤️', '😂'];
/** Where a bar at a message would be in the way, or cannot be pointed at. */
const SHEET = matchMedia('(width < 600px), (hover: none)');

/**
 * @typedef {import('../model/conversation.js').Message} Message
 * @typedef {object} Deeds
 * @property {(message: Message) => void} reply
 * @property {(message: Message) => void} edit
 * @property {(message: Message) => void} remove
 * @property {(seq: number, emoji: string, on: boolean) => void} react
 * @property {(message: Message) => void} link copies the address of it
 * @property {(message: Message) => void} copy copies its text
 * @property {() => void} write goes to where one writes
 */

export class Actions {
  #bar = make('div', 'actions');
  #log;
  #find;
  #me;
  #deeds;
  /** The line that the bar is at. */
  #at = null;

  /**
   * @param {HTMLElement} log
   * @param {(seq: number) => Message | undefined} find the message of a line, as it is shown
   * @param {{id: string}} me
   * @param {Deeds} deeds
   */
  constructor(log, find, me, deeds) {
    this.#log = log;
    this.#find = find;
    this.#me = me;
    this.#deeds = deeds;
    this.#bar.role = 'toolbar';
    this.#bar.ariaLabel = text('actions');
    // It is no news that somebody points at a message.
    this.#bar.ariaLive = 'off';
    log.addEventListener('pointerover', (event) => this.#pointed(event));
    log.addEventListener('pointerleave', () => SHEET.matches || this.#held || this.close());
    log.addEventListener('focusin', (event) => SHEET.matches || this.#open(event.target.closest('.message')));
    // Not at once: the bar may have changed under the focus, and take it again.
    log.addEventListener('focusout', () => SHEET.matches || setTimeout(() => this.#holdsNothing && this.close()));
    log.addEventListener('click', (event) => this.#clicked(event));
    log.addEventListener('keydown', (event) => this.#pressed(event));
    document.addEventListener('pointerdown', (event) => SHEET.matches && this.#tapped(event.target));
    SHEET.addEventListener('change', () => this.close());
  }

  close() {
    if (this.#at) {
      // First: the focus that is lost with it would close it once more.
      this.#at = null;
      this.#bar.remove();
    }
  }

  get #holdsFocus() {
    return this.#bar.contains(document.activeElement);
  }

  /** Whether it stays at its message wherever the mouse goes: also to an emoji that lies over other messages. */
  get #held() {
    return this.#holdsFocus || document.querySelector('.palette:popover-open') !== null;
  }

  get #holdsNothing() {
    return !this.#held && !this.#log.contains(document.activeElement) && !this.#at?.matches(':hover');
  }

  get #message() {
    return this.#at && this.#find(Number(this.#at.dataset.seq));
  }

  #pointed({ target, pointerType }) {
    if (pointerType === 'mouse' && !SHEET.matches && !this.#held) {
      this.#open(target.closest('.message'));
    }
  }

  #clicked({ target }) {
    const line = target.closest('.message');
    const other = target.closest('a, button, .who, .avatar, .actions') || !getSelection().isCollapsed;
    if (SHEET.matches && line && !other) {
      this.#open(line);
    }
  }

  #tapped(target) {
    if (this.#at && !this.#bar.contains(target) && !target.closest('.palette')) {
      this.close();
    }
  }

  #open(line) {
    if (line === this.#at) {
      return;
    }
    this.close();
    const message = line && this.#find(Number(line.dataset.seq));
    if (message && !message.deleted) {
      this.#at = line;
      this.#offer(message);
      line.append(this.#bar);
      if (SHEET.matches) {
        line.scrollIntoView({ block: 'nearest' });
      }
    }
  }

  #offer(message) {
    const mine = message.from.id === this.#me.id;
    this.#bar.replaceChildren(
      ...QUICK.map((emoji) => button(emoji, () => this.#react(emoji), 'quick')),
      ...['react', 'reply', ...(mine ? ['edit', 'remove'] : []), 'copy', 'link'].map((act) =>
        iconButton(act, text(`act.${act}`), () => this.#do(act)),
      ),
    );
  }

  #pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) {
      return;
    }
    const done = this.#holdsFocus ? this.#pressedInBar(event.key) : this.#pressedAtLine(event);
    if (done) {
      event.preventDefault();
    }
  }

  #pressedInBar(key) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[key];
    if (step) {
      const buttons = [...this.#bar.querySelectorAll('button')];
      buttons.at((buttons.indexOf(document.activeElement) + step) % buttons.length).focus();
    } else if (key === 'Escape') {
      this.#back();
    }
    return step || key === 'Escape';
  }

  #pressedAtLine({ key, target }) {
    const line = target.closest('.message');
    const step = { ArrowUp: -1, ArrowDown: 1 }[key];
    if (target !== line && target !== this.#log) {
      return false;
    }
    if (step) {
      this.#walk(line, step);
    } else if (key === 'Escape') {
      this.#leave();
    } else if (line && (key === 'Enter' || Object.hasOwn(AT_MESSAGE, key))) {
      this.#open(line);
      return this.#at === line && this.#key(key);
    }
    return step || key === 'Escape';
  }

  /** Ends, with the focus at the message. */
  #back() {
    this.#at.focus({ preventScroll: true });
    this.close();
  }

  #leave() {
    if (SHEET.matches && this.#at) {
      this.close();
    } else {
      this.#deeds.write();
    }
  }

  #key(key) {
    const act = AT_MESSAGE[key];
    const mine = this.#message.from.id === this.#me.id;
    if (key === 'Enter') {
      this.#bar.querySelector('button').focus();
    } else if (mine || (act !== 'edit' && act !== 'remove')) {
      this.#do(act);
    }
    return true;
  }

  #walk(line, step) {
    const lines = [...this.#log.querySelectorAll('.message')];
    const next = line ? lines[lines.indexOf(line) + step] : lines.at(-1);
    next?.focus({ preventScroll: true });
    next?.scrollIntoView({ block: 'nearest' });
  }

  #do(act) {
    const message = this.#message;
    if (act === 'remove') {
      this.#confirm(message);
    } else if (act === 'react') {
      this.#choose();
    } else if (message) {
      this.close();
      this.#deeds[act](message);
    }
  }

  #react(emoji) {
    const message = this.#message;
    const line = this.#at;
    if (message) {
      const known = message.reactions.find((reaction) => reaction.emoji === emoji);
      const on = !known?.who.some(({ id }) => id === this.#me.id);
      if (this.#holdsFocus) {
        line.focus({ preventScroll: true });
      }
      if (SHEET.matches) {
        this.close();
      }
      this.#deeds.react(message.seq, emoji, on);
    }
  }

  #choose() {
    const opener = this.#bar.querySelectorAll('button')[QUICK.length];
    choose(opener, (emoji) => this.#react(emoji));
  }

  /** Nothing is asked in a window of its own: the bar asks, and any other click or Escape means no. */
  #confirm(message) {
    const yes = button(text('act.remove.yes'), () => {
      this.#back();
      this.#deeds.remove(message);
    });
    const no = button(text('act.remove.no'), () => this.#back());
    yes.className = 'wrong';
    this.#bar.replaceChildren(make('span', 'question', text('act.remove.sure')), yes, no);
    yes.focus();
  }
}
