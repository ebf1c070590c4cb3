/**
 * The reactions to a message: a chip for each emoji, with the members who reacted. A click adds one's own, or removes it.
 *
 * @import { Member, OutboxItem, Reaction } from '../model/types.js'
 */

import { button, group, make, reconcile } from '../ui/elements.js';
import { lazily } from '../ui/lazily.js';
import { showNotice } from '../ui/notice.js';
import { language, text } from '../ui/texts.js';

const nameList = lazily(() => new Intl.ListFormat(language, { type: 'unit' }));

export class Reactions {
  #me;
  #react;
  /** @type {Map<string, {item: HTMLElement, button: HTMLButtonElement}>} by emoji */
  #chips = new Map();

  /**
   * @param {Pick<Member, 'id'>} me
   * @param {(emoji: string, on: boolean) => void} react
   */
  constructor(me, react) {
    this.#me = me;
    this.#react = react;
    this.element = make('ul', 'reactions');
    this.element.ariaLabel = text('reactions');
  }

  /**
   * A chip is kept as long as its emoji is there, so that the focus stays where it is.
   *
   * @param {Reaction[]} reactions
   * @param {OutboxItem[]} changes the changes that wait
   */
  show(reactions, changes) {
    const chips = new Map(reactions.map((reaction) => [reaction.emoji, this.#chipOf(reaction, changes)]));
    this.#chips = chips;
    reconcile(
      this.element,
      [...chips.values()].map(({ item }) => item),
    );
    this.element.hidden = chips.size === 0;
  }

  /**
   * @param {Reaction} reaction
   * @param {OutboxItem[]} changes
   */
  #chipOf(reaction, changes) {
    const chip = this.#chips.get(reaction.emoji) ?? newChip();
    this.#update(chip.button, reaction, changes);
    return chip;
  }

  /**
   * @param {HTMLButtonElement} chip
   * @param {Reaction} reaction
   * @param {OutboxItem[]} changes
   */
  #update(chip, { emoji, count, who }, changes) {
    const mine = who.some(({ id }) => id === this.#me.id);
    chip.textContent = `${emoji} ${count}`;
    chip.ariaPressed = String(mine);
    chip.title = reactorsOf({ count, who });
    chip.classList.toggle(
      'pending',
      changes.some(({ frame, state }) => frame.emoji === emoji && state !== 'kept'),
    );
    chip.onclick = () => this.#react(emoji, !mine);
    chip.oncontextmenu = (event) => {
      // A long press shows the names where no mouse can.
      event.preventDefault();
      showNotice(`${emoji} ${chip.title}`);
    };
  }
}

function newChip() {
  const chip = button('', null);
  return { item: group('li', '', chip), button: chip };
}

/**
 * "Ann, Bob and 3 more".
 *
 * @param {Pick<Reaction, 'count' | 'who'>} reaction
 */
export function reactorsOf({ count, who }) {
  const names = nameList().format(who.map(({ name }) => name));
  return count > who.length ? `${names} ${text('more', { count: count - who.length })}` : names;
}

/**
 * Who reacted, where no mouse can ask for it.
 *
 * @param {Reaction} reaction
 */
export const reactorsLine = (reaction) => make('p', 'reactors', `${reaction.emoji} ${reactorsOf(reaction)}`);
