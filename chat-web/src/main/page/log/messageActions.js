/**
 * The actions at a message: a toolbar at the one that is pointed at or has the focus, or a sheet at the bottom of the
 * window where there is only a finger and little room; and a key for each action.
 *
 * @import { Message } from '../model/types.js'
 * @import { Action } from './allowedActions.js'
 */

import { isInPicker, isPickerOpen, pickEmoji } from '../emoji/emojiPicker.js';
import { button, closest, focusedIndex, iconButton, make } from '../ui/elements.js';
import { messageCommand } from '../ui/keyBindings.js';
import { openLayer } from '../ui/layers.js';
import { text } from '../ui/texts.js';
import { ACTIONS, actionLabel, isAllowedAtOthers, removalQuestion } from './allowedActions.js';
import { moveFocus } from './lineFocus.js';
import { MessageGestures } from './messageGestures.js';
import { reactorsLine } from './reactions.js';
import { placeToolbar } from './toolbarPlace.js';

/** Offered at once; any other by one more click. */
const QUICK_REACTIONS = ['👍', '❤️', '😂'];
/** Where a toolbar at a message would be in the way, or cannot be pointed at. */
const SHEET = matchMedia('(width < 600px), (hover: none)');

/**
 * @typedef {object} MessageCommands
 * @property {(message: Message, writes?: boolean) => void} reply writes: whether the composer takes the focus
 * @property {(message: Message) => void} edit
 * @property {(message: Message) => void} remove
 * @property {(message: Message) => void} pin pins it, or no longer
 * @property {boolean} removesAny whether it removes other members' messages, too
 * @property {(seq: number, emoji: string, on: boolean) => void} react
 * @property {(message: Message) => void} link copies its address
 * @property {(message: Message) => void} copy copies its text
 * @property {() => void} write moves the focus to the composer
 */

export class MessageActions {
  #bar = make('div', 'actions');
  #log;
  #find;
  #me;
  #commands;
  /** @type {HTMLElement | null} the line that the toolbar is at */
  #line = null;
  #closed = () => {};

  /**
   * @param {HTMLElement} log
   * @param {(seq: number) => Message | undefined} find the message of a line, as it is shown
   * @param {{id: string}} me
   * @param {MessageCommands} commands
   */
  constructor(log, find, me, commands) {
    this.#log = log;
    this.#find = find;
    this.#me = me;
    this.#commands = commands;
    this.#bar.role = 'toolbar';
    this.#bar.ariaLabel = text('actions');
    // A screen reader does not read out that the toolbar appears.
    this.#bar.ariaLive = 'off';
    new MessageGestures(log, {
      // A phone's keyboard stays closed until somebody taps the composer.
      reply: (line) => commands.reply(/** @type {Message} */ (this.#messageOf(line)), !SHEET.matches),
      open: (line) => this.#open(line),
    });
    log.addEventListener('pointerover', (event) => this.#pointed(event));
    log.addEventListener('pointerleave', () => SHEET.matches || this.#isHeld || this.close());
    log.addEventListener('focusin', (event) => SHEET.matches || this.#open(closest(event, '.message')));
    // Not at once, because the toolbar may have changed under the focus, and take it again.
    log.addEventListener('focusout', () => SHEET.matches || setTimeout(() => this.#isUnused && this.close()));
    log.addEventListener('click', (event) => this.#clicked(event));
    log.addEventListener('keydown', (event) => this.#pressed(event));
    document.addEventListener('pointerdown', (event) => this.#pointerDown(event));
    SHEET.addEventListener('change', () => this.close());
  }

  close() {
    if (this.#line) {
      // First, because removing the toolbar takes the focus from it, which would close it once more.
      this.#line = null;
      this.#bar.remove();
      this.#closed();
    }
  }

  get #hasFocus() {
    return this.#bar.contains(document.activeElement);
  }

  /** Whether it stays at its message wherever the mouse goes: also to an emoji that lies over other messages. */
  get #isHeld() {
    return this.#hasFocus || isPickerOpen();
  }

  get #isUnused() {
    return !this.#isHeld && !this.#log.contains(document.activeElement) && !this.#line?.matches(':hover');
  }

  get #message() {
    return this.#messageOf(this.#line);
  }

  /** @param {HTMLElement | null} line */
  #messageOf(line) {
    return line ? this.#find(Number(line.dataset.seq)) : undefined;
  }

  /** @param {PointerEvent} event */
  #pointed(event) {
    if (event.pointerType === 'mouse' && !SHEET.matches && !this.#isHeld) {
      this.#open(closest(event, '.message'));
    }
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    const line = closest(event, '.message');
    const hasOtherMeaning = closest(event, 'a, button, time, .who, .avatar, .actions') || !getSelection()?.isCollapsed;
    if (SHEET.matches && line && !hasOtherMeaning) {
      this.#open(line);
    }
  }

  /** @param {PointerEvent} event */
  #pointerDown({ target }) {
    const isInside = target instanceof Node && (this.#bar.contains(target) || isInPicker(target));
    if (SHEET.matches && this.#line && !isInside) {
      this.close();
    }
  }

  /** @param {HTMLElement | null} line */
  #open(line) {
    if (line === this.#line) {
      return;
    }
    this.close();
    const message = this.#messageOf(line);
    if (line && message && !message.deleted) {
      this.#line = line;
      this.#offer(message);
      line.append(this.#bar);
      if (SHEET.matches) {
        this.#closed = openLayer(() => this.close());
        line.scrollIntoView({ block: 'nearest' });
      }
      placeToolbar(this.#bar, SHEET.matches ? null : line);
    }
  }

  /** @param {Message} message */
  #offer(message) {
    const mine = this.#isMine(message);
    const actions = ACTIONS.filter((action) => this.#isAllowed(action, message));
    this.#bar.replaceChildren(
      ...QUICK_REACTIONS.map((emoji) => button(emoji, () => this.#react(emoji), 'quick')),
      ...actions.map((action) =>
        iconButton(action, actionLabel(action, mine, message.pinned), () => this.#run(action)),
      ),
      ...(SHEET.matches ? message.reactions.map(reactorsLine) : []),
    );
  }

  /** @param {Message} message */
  #isMine(message) {
    return message.from.id === this.#me.id;
  }

  /**
   * @param {Action} action
   * @param {Message} message
   */
  #isAllowed(action, message) {
    return this.#isMine(message) || isAllowedAtOthers(action, this.#commands.removesAny);
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) {
      return;
    }
    const handled = this.#hasFocus ? this.#pressedInBar(event.key) : this.#pressedAtLine(event);
    if (handled) {
      event.preventDefault();
    }
  }

  /** @param {string} key */
  #pressedInBar(key) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[key];
    if (step) {
      const buttons = [...this.#bar.querySelectorAll('button')];
      buttons.at((focusedIndex(buttons) + step) % buttons.length)?.focus();
    } else if (key === 'Escape') {
      this.#closeToLine();
    }
    return step !== undefined || key === 'Escape';
  }

  /** @param {KeyboardEvent} event */
  #pressedAtLine(event) {
    const line = closest(event, '.message');
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (event.target !== line && event.target !== this.#log) {
      return false;
    }
    if (step) {
      moveFocus(this.#log, line, step);
    } else if (event.key === 'Escape') {
      this.#leave();
    } else if (line && (event.key === 'Enter' || messageCommand(event.key))) {
      this.#open(line);
      return this.#line === line && this.#runKey(event.key);
    }
    return step !== undefined || event.key === 'Escape';
  }

  /** Closes, with the focus at the message. */
  #closeToLine() {
    this.#line?.focus({ preventScroll: true });
    this.close();
  }

  #leave() {
    if (SHEET.matches && this.#line) {
      this.close();
    } else {
      this.#commands.write();
    }
  }

  /** @param {string} key */
  #runKey(key) {
    const action = ACTIONS.find((one) => one === messageCommand(key));
    const message = this.#message;
    if (key === 'Enter') {
      this.#bar.querySelector('button')?.focus();
    } else if (action && message && this.#isAllowed(action, message)) {
      this.#run(action);
    }
    return true;
  }

  /** @param {Action} action */
  #run(action) {
    const message = this.#message;
    if (!message) {
      return;
    }
    if (action === 'remove') {
      this.#confirmRemoval(message);
    } else if (action === 'react') {
      const opener = this.#bar.querySelectorAll('button')[QUICK_REACTIONS.length];
      pickEmoji(opener, (emoji) => this.#react(emoji));
    } else {
      this.close();
      this.#commands[action](message);
    }
  }

  /** @param {string} emoji */
  #react(emoji) {
    const message = this.#message;
    if (message) {
      const reaction = message.reactions.find((one) => one.emoji === emoji);
      const on = !reaction?.who.some(({ id }) => id === this.#me.id);
      if (this.#hasFocus) {
        this.#line?.focus({ preventScroll: true });
      }
      if (SHEET.matches) {
        this.close();
      }
      this.#commands.react(message.seq, emoji, on);
    }
  }

  /**
   * Asks first; any other click or Escape means no.
   *
   * @param {Message} message
   */
  #confirmRemoval(message) {
    const remove = () => {
      this.#closeToLine();
      this.#commands.remove(message);
    };
    const { elements, yes } = removalQuestion(this.#isMine(message), remove, () => this.#closeToLine());
    this.#bar.replaceChildren(...elements);
    placeToolbar(this.#bar, SHEET.matches ? null : this.#line);
    yes.focus();
  }
}
