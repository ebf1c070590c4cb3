/** What people feel about a message: a chip for each kind, with who they are. A click joins in, or takes it back. */

import { button, make } from '../ui/elements.js';
import { tell } from '../ui/notice.js';
import { text } from '../ui/texts.js';

export class Reactions {
  #list = make('ul', 'reactions');
  #act;
  #me;

  /** @param {{id: string}} me @param {(emoji: string, on: boolean) => void} act */
  constructor(me, act) {
    this.#me = me;
    this.#act = act;
    this.#list.ariaLabel = text('reactions');
    this.element = this.#list;
  }

  /**
   * Chips are kept as long as their kind is, so that the focus stays where it is.
   *
   * @param {import('../model/conversation.js').Reaction[]} reactions
   * @param {import('../outbox/outbox.js').Item[]} changes what of it waits
   */
  show(reactions, changes) {
    const before = new Map([...this.#list.children].map((item) => [item.dataset.emoji, item]));
    const items = reactions.map((reaction) => this.#item(before.get(reaction.emoji), reaction, changes));
    [...before.values()].filter((item) => !items.includes(item)).forEach((item) => item.remove());
    items.forEach((item, index) => {
      if (this.#list.children[index] !== item) {
        this.#list.insertBefore(item, this.#list.children[index] ?? null);
      }
    });
    this.#list.hidden = items.length === 0;
  }

  #item(known, { emoji, count, who }, changes) {
    const item = known ?? make('li', '');
    const chip = known?.firstElementChild ?? button('', null);
    const mine = who.some(({ id }) => id === this.#me.id);
    if (!known) {
      item.dataset.emoji = emoji;
      item.append(chip);
    }
    chip.textContent = `${emoji} ${count}`;
    chip.ariaPressed = String(mine);
    chip.title = whoFelt(count, who);
    chip.classList.toggle('pending', changes.some(({ frame, state }) => frame.emoji === emoji && state !== 'kept'));
    chip.onclick = () => this.#act(emoji, !mine);
    chip.oncontextmenu = (event) => {
      // A long press, where nothing can be pointed at.
      event.preventDefault();
      tell(`${emoji} ${chip.title}`);
    };
    return item;
  }
}

/** "Ann, Bob and 3 more". */
function whoFelt(count, who) {
  const names = new Intl.ListFormat(document.documentElement.lang, { type: 'unit' }).format(who.map(({ name }) => name));
  return count > who.length ? `${names} ${text('more', { count: count - who.length })}` : names;
}
