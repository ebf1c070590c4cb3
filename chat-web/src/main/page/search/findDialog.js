/**
 * The dialog that finds rooms, people and messages in all rooms of this member. Nothing written yet, it lists the rooms,
 * so that a few keys lead to any of them.
 *
 * @import { FoundEverywhere } from '../net/memberArchive.js'
 */

import { findEverywhere } from '../net/memberArchive.js';
import { roomAddress } from '../rooms/roomName.js';
import { closeOnOwnLinks, showDialog } from '../ui/dialog.js';
import { field, focusedIndex, group, make } from '../ui/elements.js';
import { nameElement, text } from '../ui/texts.js';
import { messageLink } from './messageLink.js';

/** The server is asked once the writer pauses for 200 ms. */
const PAUSE_MS = 200;

/** @param {string[]} rooms those of this member, the latest first */
export function showFind(rooms) {
  new FindDialog(rooms).show();
}

class FindDialog {
  #rooms;
  #field = field(text('find.hint'), { type: 'search', enterKeyHint: 'search', maxLength: 200 });
  #status = make('p', 'hint');
  #results = make('div', 'results');
  #request = new AbortController();
  #close = () => {};
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {string[]} rooms */
  constructor(rooms) {
    this.#rooms = rooms;
    this.#field.placeholder = text('find.hint');
    this.#status.role = 'status';
    this.#field.addEventListener('input', () => this.#changed());
  }

  show() {
    const dialog = showDialog(text('find'), [this.#field, this.#status, this.#results]);
    this.#close = () => dialog.close();
    dialog.classList.add('find');
    dialog.addEventListener('keydown', (event) => this.#pressed(event));
    dialog.addEventListener('close', () => this.#request.abort());
    closeOnOwnLinks(dialog);
    this.#showRooms();
    this.#field.focus();
  }

  #changed() {
    clearTimeout(this.#timer);
    this.#request.abort();
    this.#request = new AbortController();
    this.#showRooms();
    const { signal } = this.#request;
    this.#timer = setTimeout(() => this.#find(this.#field.value.trim(), signal), PAUSE_MS);
  }

  /** The rooms that are known here, at once. */
  #showRooms() {
    const letters = this.#field.value.trim().toLowerCase();
    const rooms = this.#rooms.filter((room) => room.toLowerCase().includes(letters));
    this.#render({ rooms, people: [], messages: [] }, []);
  }

  /**
   * @param {string} words
   * @param {AbortSignal} signal
   */
  async #find(words, signal) {
    this.#status.textContent = words === '' ? '' : text('search.busy');
    const found = words === '' ? null : await findEverywhere(words, signal);
    if (signal.aborted || words === '') {
      return;
    }
    if (found) {
      this.#render(found, words.split(/\s+/));
    }
    const nothing = this.#results.childElementCount === 0;
    this.#status.textContent = !found ? text('search.failed') : nothing ? text('search.none', { words }) : '';
  }

  /**
   * @param {FoundEverywhere} found
   * @param {string[]} words
   */
  #render({ rooms, people, messages }, words) {
    const roomLines = rooms.map((room) => lineOf(roomAddress(room), make('bdi', '', room)));
    const peopleLines = people.map((member) =>
      lineOf(roomAddress(member.room), nameElement(member), ' ', make('bdi', 'in-room', member.room)),
    );
    this.#results.replaceChildren(
      ...section('find.rooms', roomLines),
      ...section('find.people', peopleLines),
      ...section(
        'find.messages',
        messages.map((message) => messageLink(message, words)),
      ),
    );
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    const links = [...this.#results.querySelectorAll('a')];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      const stops = [this.#field, ...links];
      stops[focusedIndex(stops) + step]?.focus();
    } else if (event.key === 'Escape' && !event.isComposing) {
      // In a search field it would only clear the text.
      event.preventDefault();
      this.#close();
    } else if (event.key === 'Enter' && event.target === this.#field && !event.isComposing) {
      event.preventDefault();
      links[0]?.click();
    }
  }
}

/**
 * @param {string} title
 * @param {HTMLElement[]} lines
 */
const section = (title, lines) =>
  lines.length > 0 ? [group('section', '', make('h3', '', text(title)), group('ul', '', ...lines))] : [];

/**
 * @param {string} address
 * @param {...(string | Node)} nodes
 */
function lineOf(address, ...nodes) {
  const link = group('a', 'result', group('span', 'head', ...nodes));
  link.href = address;
  return group('li', '', link);
}
