/** Who is here: the list, its count, and the drawer that holds it on a small screen. */

import { hueOf, initialOf } from './message.js';
import { nameOf, text, language } from './texts.js';

/** How many names the list shows; the server tells no more at first either. */
const MOST_LISTED = 200;

export class People {
  /** @type {Map<string, import('./conversation.js').Member>} */
  #here = new Map();
  #count = 0;
  #me;
  #planned = false;
  #list = document.getElementById('members');

  constructor(me) {
    this.#me = me;
    new Drawer(document.getElementById('people'));
  }

  /** Everybody, as a welcome tells. */
  are(members, count) {
    this.#here = new Map(members.map((member) => [member.id, member]));
    this.#changed(count);
  }

  came(members, count) {
    members.forEach((member) => this.#here.set(member.id, member));
    this.#changed(count);
  }

  went(members, count) {
    members.forEach((member) => this.#here.delete(member.id));
    this.#changed(count);
  }

  /** In a busy room many come within one frame of the screen: the list is made once for all of them. */
  #changed(count) {
    this.#count = count;
    if (!this.#planned) {
      this.#planned = true;
      requestAnimationFrame(() => {
        this.#planned = false;
        this.#render();
      });
    }
  }

  #render() {
    document.querySelectorAll('[data-count]').forEach((element) => (element.textContent = this.#count));
    const shown = [...this.#here.values()].sort((one, other) => this.#order(one, other)).slice(0, MOST_LISTED);
    this.#list.replaceChildren(...shown.map((member) => this.#lineOf(member)), ...this.#rest(shown.length));
  }

  #order(one, other) {
    const mine = (other.id === this.#me.id) - (one.id === this.#me.id);
    return mine || one.name.localeCompare(other.name, language);
  }

  #lineOf(member) {
    const line = document.createElement('li');
    const avatar = document.createElement('span');
    avatar.className = 'avatar';
    avatar.ariaHidden = 'true';
    avatar.textContent = initialOf(member.name);
    avatar.style.setProperty('--hue', hueOf(member.id));
    line.append(avatar, nameOf(member));
    if (member.id === this.#me.id) {
      const you = document.createElement('small');
      you.textContent = text('you');
      line.append(' ', you);
    }
    return line;
  }

  #rest(shown) {
    if (this.#count <= shown) {
      return [];
    }
    const line = document.createElement('li');
    line.className = 'rest';
    line.textContent = text('more', { count: this.#count - shown });
    return [line];
  }
}

/** The list beside the talk becomes a drawer where there is no room for it. */
class Drawer {
  #panel;
  #opener = document.getElementById('people-open');
  #closer = document.getElementById('people-close');
  #veil = document.getElementById('veil');
  #narrow = matchMedia('(max-width: 899px)');

  constructor(panel) {
    this.#panel = panel;
    this.#opener.addEventListener('click', () => this.#set(true));
    this.#closer.addEventListener('click', () => this.#set(false));
    this.#veil.addEventListener('click', () => this.#set(false));
    this.#narrow.addEventListener('change', () => this.#set(false));
    addEventListener('keydown', (event) => event.key === 'Escape' && this.#open && this.#set(false));
    this.#set(false);
  }

  get #open() {
    return this.#opener.ariaExpanded === 'true';
  }

  #set(open) {
    const wasOpen = this.#open;
    this.#opener.ariaExpanded = String(open);
    this.#panel.classList.toggle('open', open);
    this.#veil.hidden = !open;
    // Out of sight is out of the keyboard's way; and while it is open, what lies below it is.
    this.#panel.inert = this.#narrow.matches && !open;
    document.querySelector('main').inert = open;
    document.querySelector('.bar').inert = open;
    if (open) {
      this.#closer.focus();
    } else if (wasOpen) {
      this.#opener.focus();
    }
  }
}
