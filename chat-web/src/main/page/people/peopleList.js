/** Who is here: the list, its count, and how to find somebody in a long one. */

import { Drawer } from './drawer.js';
import { group, make } from '../ui/elements.js';
import { hueOf, initialOf } from '../log/messageLine.js';
import { nameOf, text, language } from '../ui/texts.js';

/** How many names the list shows; the server tells no more at first either. */
const MOST_LISTED = 200;
/** How many are remembered: thousands may come and go in a day. */
const MOST_KNOWN = 1_000;
/** From so many on they can be searched. */
const MANY = 12;
/** A list of hundreds is not made anew with every frame of the screen. */
const CALM_MS = 500;

const order = new Intl.Collator(language);
const folded = (name) => name.normalize('NFKC').toLocaleLowerCase();

export class People {
  /** Called with a member whom somebody clicked at. */
  chosen = () => {};

  /** @type {Map<string, import('../model/conversation.js').Member>} */
  #here = new Map();
  #count = 0;
  #me;
  #planned = false;
  #list = document.getElementById('members');
  #find = document.getElementById('find-member');
  /** @type {Map<string, {element: HTMLElement, name: string}>} */
  #lines = new Map();

  /** @param {{id: string}} me */
  constructor(me) {
    this.#me = me;
    this.drawer = new Drawer(document.getElementById('people'));
    this.#find.addEventListener('input', () => this.#changed());
    this.#list.addEventListener('click', (event) => this.#clicked(event));
  }

  get count() {
    return this.#count;
  }

  has(id) {
    return this.#here.has(id);
  }

  /** Everybody, as a welcome tells. */
  are(members, count) {
    this.#here = new Map(members.map((member) => [member.id, member]));
    this.#changed(count);
  }

  came(members, count) {
    for (const member of members) {
      if (this.#here.size < MOST_KNOWN || this.#here.has(member.id)) {
        this.#here.set(member.id, member);
      }
    }
    this.#changed(count);
  }

  went(members, count) {
    members.forEach((member) => this.#here.delete(member.id));
    this.#changed(count);
  }

  /** In a busy room many come within one frame of the screen: the list is made once for all of them. */
  #changed(count = this.#count) {
    this.#count = count;
    if (!this.#planned) {
      this.#planned = true;
      const later = this.#here.size > MOST_LISTED ? (act) => setTimeout(act, CALM_MS) : requestAnimationFrame;
      later(() => {
        this.#planned = false;
        this.#render();
      });
    }
  }

  #render() {
    document.querySelectorAll('[data-count]').forEach((element) => (element.textContent = this.#count));
    const wanted = folded(this.#find.value.trim());
    this.#find.hidden = this.#count < MANY && wanted === '';
    const shown = this.#matching(wanted).slice(0, MOST_LISTED);
    this.#put([...shown.map((member) => this.#lineOf(member)), ...this.#rest(shown.length, wanted)]);
    const listed = new Set(shown.map(({ id }) => id));
    [...this.#lines.keys()].filter((id) => !listed.has(id)).forEach((id) => this.#lines.delete(id));
  }

  /** Lines stay where they are, and keep the focus, while others come and go around them. */
  #put(lines) {
    const wanted = new Set(lines);
    [...this.#list.children].filter((line) => !wanted.has(line)).forEach((line) => line.remove());
    lines.forEach((line, index) => {
      if (this.#list.children[index] !== line) {
        this.#list.insertBefore(line, this.#list.children[index] ?? null);
      }
    });
  }

  #matching(wanted) {
    return [...this.#here.values()]
      .filter(({ name }) => folded(name).includes(wanted))
      .sort((one, other) => this.#order(one, other));
  }

  #order(one, other) {
    const mine = (other.id === this.#me.id) - (one.id === this.#me.id);
    return mine || order.compare(one.name, other.name);
  }

  #lineOf(member) {
    const known = this.#lines.get(member.id);
    if (known?.name === member.name) {
      return known.element;
    }
    const element = lineOf(member, member.id === this.#me.id);
    this.#lines.set(member.id, { element, name: member.name });
    return element;
  }

  #rest(shown, wanted) {
    if (wanted) {
      return shown > 0 ? [] : [make('li', 'rest', text('people.none'))];
    }
    return this.#count > shown ? [make('li', 'rest', text('more', { count: this.#count - shown }))] : [];
  }

  #clicked(event) {
    const id = event.target.closest('[data-id]')?.dataset.id;
    const member = this.#here.get(id);
    if (member) {
      this.chosen(member);
    }
  }
}

function lineOf(member, mine) {
  const avatar = make('span', 'avatar', initialOf(member.name));
  avatar.ariaHidden = 'true';
  avatar.style.setProperty('--hue', hueOf(member.id));
  const open = group('button', 'member', avatar, nameOf(member));
  open.type = 'button';
  open.dataset.id = member.id;
  if (mine) {
    open.append(' ', make('small', '', text('you')));
  }
  return group('li', '', open);
}
