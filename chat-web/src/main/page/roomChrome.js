/**
 * What surrounds the conversation: people, rooms, settings, keys.
 *
 * @typedef {object} Place
 * @property {string} room
 * @property {string} path the room's name as it stands in an address
 * @property {import('./model/conversation.js').Member} me
 * @property {boolean} owner whether this browser has given the owner's key
 * @property {import('./storage/memberStorage.js').Mine} mine
 * @property {import('./people/peopleList.js').People} people
 * @property {import('./people/mutedMembers.js').Muted} muted
 * @property {import('./settings/notifications.js').Attention} attention
 * @property {import('./rooms/visitedRooms.js').Visited} visited
 * @property {import('./rooms/roomActivity.js').News} news
 * @property {import('./storage/snapshot.js').Known} known
 * @property {(member: import('./model/conversation.js').Member) => void} mention writes somebody's name into the message
 */

import { Attention } from './settings/notifications.js';
import { showInvitation } from './rooms/invitation.js';
import { Known } from './storage/snapshot.js';
import { colours, setColours, setLanguage } from './settings/theme.js';
import { Mine } from './storage/memberStorage.js';
import { Muted } from './people/mutedMembers.js';
import { News } from './rooms/roomActivity.js';
import { forgetPages, keepPage } from './storage/offlinePages.js';
import { showProfile } from './people/profileDialog.js';
import { showRooms } from './rooms/roomsDialog.js';
import { showSettings } from './settings/settingsDialog.js';
import * as shelf from './storage/storage.js';
import { showKeys } from './settings/shortcutsDialog.js';
import { Visited } from './rooms/visitedRooms.js';

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
