/**
 * The list of the members who are present, its count, and a search in a long one.
 *
 * @import { Member } from '../model/types.js'
 * @import { Archive } from '../net/archive.js'
 */

import { storage } from '../storage/storage.js';
import { Drawer } from '../ui/drawer.js';
import { byId, closest, group, make, reconcile } from '../ui/elements.js';
import { lazily } from '../ui/lazily.js';
import { language, nameElement, text } from '../ui/texts.js';
import { avatarElement } from './avatarElement.js';

/** The list shows 200 names, because the server sends no more at first either. */
const LISTED_LIMIT = 200;
/** 1,000 members are remembered, because thousands may join and leave in a day. */
const MEMBERS_LIMIT = 1_000;
/** A list of 12 can be searched. */
const SEARCHABLE = 12;
/** A list of hundreds is rendered every 500 ms at most, because that takes longer than a frame of the screen. */
const LONG_LIST_INTERVAL_MS = 500;

/** 250 ms without a key press before the server is requested, because a request for each key would be too many. */
const PAUSE_MS = 250;

const CLOSED_KEY = 'people-closed';

const collator = lazily(() => new Intl.Collator(language));
const folded = (/** @type {string} */ name) => name.normalize('NFKC').toLocaleLowerCase();

export class PeopleList {
  /**
   * Called with a member whose line was clicked.
   *
   * @type {(member: Member) => void}
   */
  clicked = () => {};

  /** @type {Map<string, Member>} */
  #present = new Map();
  #count = 0;
  #me;
  #archive;
  /** @type {{wanted: string, members: Member[]}} what the server has found: by pinyin, and those who are not listed */
  #found = { wanted: '', members: [] };
  #lookup = new AbortController();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #planned = false;
  #list = byId('members');
  #search = byId('find-member', HTMLInputElement);
  /** @type {Map<string, {element: HTMLElement, name: string}>} */
  #lines = new Map();

  /**
   * @param {Pick<Member, 'id'>} me
   * @param {Pick<Archive, 'members'>} archive
   */
  constructor(me, archive) {
    this.#me = me;
    this.#archive = archive;
    this.drawer = new Drawer({
      ...{ panel: byId('people'), opener: byId('people-open'), closer: byId('people-close') },
      ...{ edge: 'right', column: '(width >= 900px)' },
      closable: { load: () => storage.load(CLOSED_KEY) === true, store: (closed) => storage.store(CLOSED_KEY, closed) },
    });
    this.#search.addEventListener('input', () => this.#wordsChanged());
    this.#list.addEventListener('click', (event) => this.#memberClicked(event));
  }

  get count() {
    return this.#count;
  }

  /** @param {string} id */
  has(id) {
    return this.#present.has(id);
  }

  /**
   * Sets who is present, and nobody else.
   *
   * @param {Member[]} members
   * @param {number} count
   */
  setPresent(members, count) {
    this.#present = new Map(members.map((member) => [member.id, member]));
    this.#changed(count);
  }

  /**
   * @param {Member[]} joined
   * @param {number} count
   */
  join(joined, count) {
    for (const member of joined) {
      if (this.#present.size < MEMBERS_LIMIT || this.#present.has(member.id)) {
        this.#present.set(member.id, member);
      }
    }
    this.#changed(count);
  }

  /**
   * @param {Member[]} left
   * @param {number} count
   */
  leave(left, count) {
    for (const { id } of left) {
      this.#present.delete(id);
    }
    this.#changed(count);
  }

  /** In a busy room many members join within one frame of the screen: the list is rendered once for all of them. */
  #changed(count = this.#count) {
    this.#count = count;
    if (!this.#planned) {
      this.#planned = true;
      const render = () => {
        this.#planned = false;
        this.#render();
      };
      if (this.#present.size > LISTED_LIMIT) {
        setTimeout(render, LONG_LIST_INTERVAL_MS);
      } else {
        requestAnimationFrame(render);
      }
    }
  }

  #render() {
    for (const element of document.querySelectorAll('[data-count]')) {
      element.textContent = String(this.#count);
    }
    const wanted = this.#wanted;
    this.#search.hidden = this.#count < SEARCHABLE && wanted === '';
    const shown = this.#matching(wanted).slice(0, LISTED_LIMIT);
    reconcile(this.#list, [...shown.map((member) => this.#lineOf(member)), ...this.#lastLine(shown.length, wanted)]);
    const listed = new Set(shown.map(({ id }) => id));
    for (const id of this.#lines.keys()) {
      if (!listed.has(id)) {
        this.#lines.delete(id);
      }
    }
  }

  get #wanted() {
    return folded(this.#search.value.trim());
  }

  #wordsChanged() {
    this.#changed();
    clearTimeout(this.#timer);
    this.#lookup.abort();
    this.#lookup = new AbortController();
    const { signal } = this.#lookup;
    this.#timer = setTimeout(() => this.#lookUp(this.#wanted, signal), PAUSE_MS);
  }

  /**
   * @param {string} wanted
   * @param {AbortSignal} signal
   */
  async #lookUp(wanted, signal) {
    const members = wanted === '' ? [] : await this.#archive.members(wanted, signal);
    if (!signal.aborted) {
      this.#found = { wanted, members };
      this.#changed();
    }
  }

  /** @param {string} wanted */
  #matching(wanted) {
    const matching = [...this.#present.values()].filter(({ name }) => folded(name).includes(wanted));
    const all = new Map([...matching, ...this.#foundFor(wanted)].map((member) => [member.id, member]));
    return [...all.values()].sort((one, other) => this.#compare(one, other));
  }

  /** @param {string} wanted */
  #foundFor(wanted) {
    return this.#found.wanted === wanted ? this.#found.members : [];
  }

  /**
   * One's own name comes first, the others by the alphabet.
   *
   * @param {Member} one
   * @param {Member} other
   */
  #compare(one, other) {
    const isMe = (/** @type {Member} */ { id }) => Number(id === this.#me.id);
    return isMe(other) - isMe(one) || collator().compare(one.name, other.name);
  }

  /** @param {Member} member */
  #lineOf(member) {
    const line = this.#lines.get(member.id);
    if (line && line.name === member.name) {
      return line.element;
    }
    const element = lineElement(member, member.id === this.#me.id);
    this.#lines.set(member.id, { element, name: member.name });
    return element;
  }

  /**
   * @param {number} shown
   * @param {string} wanted
   */
  #lastLine(shown, wanted) {
    if (wanted) {
      return shown > 0 ? [] : [make('li', 'rest', text('people.none'))];
    }
    return this.#count > shown ? [make('li', 'rest', text('more', { count: this.#count - shown }))] : [];
  }

  /** @param {MouseEvent} event */
  #memberClicked(event) {
    const id = closest(event, '[data-id]')?.dataset.id;
    const member = this.#present.get(id ?? '') ?? this.#found.members.find((one) => one.id === id);
    if (member) {
      this.clicked(member);
    }
  }
}

/**
 * @param {Member} member
 * @param {boolean} mine
 */
function lineElement(member, mine) {
  const opener = group('button', 'member', avatarElement(member), nameElement(member));
  opener.type = 'button';
  opener.dataset.id = member.id;
  if (mine) {
    opener.append(' ', make('small', '', text('you')));
  }
  return group('li', '', opener);
}
