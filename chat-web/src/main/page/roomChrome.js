/**
 * The chrome of the room: everything around the conversation, such as people, other rooms, settings, shortcuts.
 *
 * @import { LazyParts } from './lazyParts.js'
 * @import { Conversation } from './model/conversation.js'
 * @import { Member } from './model/types.js'
 * @import { PeopleList } from './people/peopleList.js'
 */

import { MutedMembers } from './people/mutedMembers.js';
import { RoomActivity } from './rooms/roomActivity.js';
import { VisitedRooms } from './rooms/visitedRooms.js';
import { Notifications } from './settings/notifications.js';
import { theme } from './settings/theme.js';
import { applyTimes } from './settings/times.js';
import { MemberStorage } from './storage/memberStorage.js';
import { cachePage, removePages } from './storage/offlinePages.js';
import { Snapshot } from './storage/snapshot.js';
import { storage } from './storage/storage.js';
import { byId, closest, find } from './ui/elements.js';
import { globalCommand } from './ui/keyBindings.js';
import { language } from './ui/texts.js';

/**
 * @typedef {object} RoomContext
 * @property {LazyParts} parts
 * @property {string} room
 * @property {string} path the room's name as it stands in an address
 * @property {Member} me
 * @property {boolean} owner whether this browser has given the owner's key
 * @property {PeopleList} people
 * @property {Conversation} conversation
 * @property {(member: Member) => void} mention writes a member's name into the message
 */

/**
 * @param {string} room
 * @param {Member} me
 */
export const draftKey = (room, me) => `draft/${room}/${me.id}`;

export class RoomChrome {
  #context;
  #visited;
  #activity;

  /** @param {RoomContext} context */
  constructor(context) {
    const { room, me, people, conversation } = context;
    this.#context = context;
    this.memberStorage = new MemberStorage(storage, me.id);
    this.muted = new MutedMembers(this.memberStorage);
    this.notifications = new Notifications(this.memberStorage, room, me);
    this.snapshot = new Snapshot(this.memberStorage, room, conversation);
    this.#visited = new VisitedRooms(this.memberStorage, room, conversation);
    this.#activity = new RoomActivity(this.#visited, room, byId('elsewhere'));
    people.clicked = (member) => this.#showProfile(member);
    byId('settings-open').addEventListener('click', () => this.#showSettings());
    byId('rooms-open').addEventListener('click', () => this.#showRooms());
    byId('invite-open').addEventListener('click', () => this.#showInvitation());
    byId('log').addEventListener('click', (event) => this.#clicked(event));
    addEventListener('keydown', (event) => this.#pressed(event));
    applyTimes();
    this.snapshot.start();
    this.#visited.start();
    this.#activity.start();
  }

  /** The server has welcomed this member: what is stored from now on is theirs. */
  welcomed() {
    this.#visited.markRead();
    this.#activity.refresh();
    cachePage(this.#context.path, [this.#context.me.id, language, theme()]);
  }

  /** Removes everything of this member from the browser, because they sign out. */
  forgetMember() {
    const { me } = this.#context;
    const drafts = storage.keysWithPrefix('draft/').filter((key) => key.endsWith(`/${me.id}`));
    this.memberStorage.clear();
    for (const draft of drafts) {
      storage.remove(draft);
    }
    removePages();
  }

  /** @param {Member} member */
  #showProfile(member) {
    this.#context.parts.use(({ showProfile }) => showProfile(member, { ...this.#context, muted: this.muted }));
  }

  #showSettings() {
    const { parts, room, owner } = this.#context;
    parts.use(({ showSettings }) =>
      showSettings({ room, owner, notifications: this.notifications, muted: this.muted }),
    );
  }

  #showRooms() {
    const { parts, room } = this.#context;
    const context = { room, visited: this.#visited, activity: this.#activity };
    parts.use(({ showRooms }) => showRooms(context, () => this.#showInvitation()));
  }

  #showInvitation() {
    this.#context.parts.use(({ showInvitation }) => showInvitation(this.#context));
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    const line = closest(event, '.who, .message .avatar') && closest(event, '[data-author]');
    if (line?.dataset.author) {
      this.#showProfile({ id: line.dataset.author, name: find(line, '.who').textContent ?? '' });
    }
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    if (globalCommand(event) === 'keys') {
      event.preventDefault();
      this.#context.parts.use(({ showShortcuts }) => showShortcuts());
    }
  }
}
