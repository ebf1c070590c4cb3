/**
 * What surrounds the conversation: people, rooms, settings, keys.
 *
 * @typedef {object} Place
 * @property {string} room
 * @property {string} path the room's name as it stands in an address
 * @property {import('./conversation.js').Member} me
 * @property {boolean} owner whether this browser has given the owner's key
 * @property {import('./mine.js').Mine} mine
 * @property {import('./people.js').People} people
 * @property {import('./muted.js').Muted} muted
 * @property {import('./attention.js').Attention} attention
 * @property {import('./visited.js').Visited} visited
 * @property {import('./news.js').News} news
 * @property {import('./known.js').Known} known
 * @property {(member: import('./conversation.js').Member) => void} mention writes somebody's name into the message
 */

import { Attention } from './attention.js';
import { showInvitation } from './invite.js';
import { Known } from './known.js';
import { colours, setColours, setLanguage } from './look.js';
import { Mine } from './mine.js';
import { Muted } from './muted.js';
import { News } from './news.js';
import { forgetPages, keepPage } from './offline.js';
import { showProfile } from './profile.js';
import { showRooms } from './rooms.js';
import { showSettings } from './settings.js';
import * as shelf from './shelf.js';
import { showKeys } from './shortcuts.js';
import { Visited } from './visited.js';

const dialogs = {
  settings: (place) => showSettings(place, { colours, setColours, setLanguage, keys: showKeys }),
  rooms: (place) => showRooms(place, { invite: () => showInvitation(place) }),
  invite: showInvitation,
};

/** @returns {Place} with all that is kept of it in this browser */
export function surround({ room, me, owner, people, conversation, mention }) {
  const mine = new Mine(shelf, me.id);
  const visited = new Visited(mine, room, conversation);
  const news = new News(visited, room, document.getElementById('elsewhere'));
  const muted = new Muted(mine);
  const known = new Known(mine, room, conversation);
  const attention = new Attention(mine, room, me);
  const path = encodeURIComponent(room);
  const place = { room, path, me, owner, mine, people, muted, attention, visited, news, known, mention };
  people.chosen = (member) => showProfile(member, place);
  for (const [name, show] of Object.entries(dialogs)) {
    document.getElementById(`${name}-open`).addEventListener('click', () => show(place));
  }
  document.getElementById('log').addEventListener('click', (event) => clicked(event, place));
  addEventListener('keydown', (event) => pressed(event, place));
  return place;
}

/** The server has welcomed this member: what is kept from here on is theirs. */
export function settle({ visited, news, me, path }) {
  visited.read();
  news.ask();
  keepPage(me, path);
}

/** Somebody signs out: this browser forgets them. */
export function forget({ mine, me }) {
  mine.end();
  shelf
    .keysUnder('')
    .filter((key) => key.startsWith('draft/') && key.endsWith(`/${me.id}`))
    .forEach(shelf.drop);
  forgetPages();
}

function clicked(event, place) {
  const author = event.target.closest('.who, .message .avatar')?.closest('[data-author]');
  if (author) {
    showProfile({ id: author.dataset.author, name: author.querySelector('.who').textContent }, place);
  }
}

/** `?` asks for the keys, unless somebody writes. */
function pressed(event, place) {
  const writing = event.target.closest?.('input, textarea, select, [contenteditable]');
  if (event.key === '?' && !writing && !document.querySelector('dialog[open]')) {
    event.preventDefault();
    showKeys();
  }
}
