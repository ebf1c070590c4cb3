/**
 * The chrome of the room: everything around the conversation, such as people, other rooms, settings, shortcuts.
 *
 * @import { LazyParts, Parts } from './lazyParts.js'
 * @import { QuotedMessages } from './log/quotedMessages.js'
 * @import { Conversation } from './model/conversation.js'
 * @import { Member } from './model/types.js'
 * @import { Outbox } from './outbox/outbox.js'
 * @import { PeopleList } from './people/peopleList.js'
 * @import { MyRooms } from './rooms/myRooms.js'
 */

import { ReadPosition } from './net/readPosition.js';
import { loadRooms } from './net/roomList.js';
import { MutedMembers } from './people/mutedMembers.js';
import { Notifications } from './settings/notifications.js';
import { theme } from './settings/theme.js';
import { applyTimes } from './settings/times.js';
import { MemberStorage } from './storage/memberStorage.js';
import { cachePage, removePages } from './storage/offlinePages.js';
import { markLatest } from './storage/sharedThings.js';
import { Snapshot } from './storage/snapshot.js';
import { storage } from './storage/storage.js';
import { Drawer } from './ui/drawer.js';
import { byId, closest, find, make, setText } from './ui/elements.js';
import { globalCommand, isFindKey } from './ui/keyBindings.js';
import { counted, language, text } from './ui/texts.js';

/** The room opens after 1,500 ms without the list of rooms, because what this browser knows is nearly as good. */
const PATIENCE_MS = 1_500;

/**
 * @typedef {object} RoomContext
 * @property {LazyParts} parts
 * @property {string} room
 * @property {string} path the room's name as it stands in an address
 * @property {Member} me
 * @property {boolean} owner whether this browser has given the owner's key
 * @property {PeopleList} people
 * @property {Conversation} conversation
 * @property {Outbox} outbox
 * @property {(member: Member) => void} mention writes a member's name into the message
 * @property {(frame: object) => void} send
 * @property {(shared: {text: string, files: File[]}) => void} shared called with what another app has shared
 * @property {(count: number) => void} mentioned called with how many mentions are unread in other rooms
 */

/**
 * @param {string} room
 * @param {Member} me
 */
export const draftKey = (room, me) => `draft/${room}/${me.id}`;

export class RoomChrome {
  #context;
  /** @type {MyRooms | null} once they are loaded */
  #rooms = null;
  #connected = false;
  /** One answer for the read position and the list of rooms. */
  #listedRooms = loadRooms(PATIENCE_MS);

  /**
   * Whether this member wants to see what somebody says: it is not their own, and not of a member that they muted.
   *
   * @param {Member} author
   */
  concerns = ({ id }) => id !== this.#context.me.id && !this.muted.has(id);

  /** @param {RoomContext} context */
  constructor(context) {
    const { room, me, people, conversation } = context;
    this.#context = context;
    this.memberStorage = new MemberStorage(storage, me.id);
    this.readPosition = new ReadPosition(room, this.#localPosition(), this.#listedRooms);
    this.muted = new MutedMembers(this.memberStorage);
    this.notifications = new Notifications(this.memberStorage, room, me);
    this.snapshot = new Snapshot(this.memberStorage, room, conversation);
    this.roomsDrawer = new Drawer({
      ...{ panel: byId('rooms'), opener: byId('rooms-open'), closer: byId('rooms-close') },
      ...{ edge: 'left', column: '(width >= 1100px)' },
      opened: () => this.#roomsOpened(),
    });
    people.clicked = (member) => this.#showProfile(member);
    byId('profile-open').addEventListener('click', () => this.#showProfile(me));
    byId('settings-open').addEventListener('click', () => this.#showSettings());
    byId('find-open').addEventListener('click', () => this.#find());
    byId('mentions-open').addEventListener('click', () => this.#showMentions());
    byId('room-new').addEventListener('click', () => context.parts.use(({ showOpenRoom }) => showOpenRoom()));
    byId('invite-open').addEventListener('click', () => this.#showInvitation());
    byId('log').addEventListener('click', (event) => this.#clicked(event));
    addEventListener('keydown', (event) => this.#pressed(event));
    applyTimes();
    this.snapshot.start();
    context.outbox.changed = () => this.#showWaiting();
    this.#showWaiting();
    context.parts.whenLoaded((parts) => this.#listRooms(parts));
  }

  /** The server has welcomed this member: what is stored from now on is theirs. */
  welcomed() {
    this.#connected = true;
    this.#rooms?.connected();
    markLatest(this.#context.path);
    cachePage(this.#context.path, [this.#context.me.id, language, theme()]);
  }

  /**
   * The same, and the messages that are held stay, but those that the server has erased meanwhile.
   *
   * @param {number | undefined} retention after how many seconds it erases one
   * @param {QuotedMessages} quotes
   */
  resumed(retention, quotes) {
    this.welcomed();
    if (retention && this.snapshot.erase(retention)) {
      quotes.clear();
    }
  }

  /**
   * How another room stands.
   *
   * @param {{room: string, cursor: string, unread: number, mentions: number}} frame
   */
  roomStands(frame) {
    this.#rooms?.stands(frame);
  }

  /** An entry arrived in this room. */
  entryArrived() {
    this.#rooms?.entryArrived();
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
      showSettings({
        ...{ room, owner, notifications: this.notifications, muted: this.muted },
        signOutEverywhere: () => this.#signOutEverywhere(),
      }),
    );
  }

  /** @param {Parts} parts */
  #listRooms({ checkDownloads, inviteInLog, MyRooms, NextMention, notifyOfNews, RoomsPanel, takeShared }) {
    const { room, send } = this.#context;
    const rooms = new MyRooms(this.memberStorage, room, send, this.#listedRooms);
    const panel = new RoomsPanel(rooms, (one) => this.notifications.isQuiet(one));
    const show = () => {
      panel.show();
      this.#context.mentioned(panel.mentions);
    };
    rooms.changed = show;
    this.notifications.changed = show;
    rooms.news = (now, before) => notifyOfNews(now, before, this.notifications);
    checkDownloads();
    inviteInLog(this.#context);
    new NextMention(find(document, '.below'), this.memberStorage, room);
    takeShared().then((shared) => shared && this.#context.shared(shared));
    this.#rooms = rooms;
    if (this.#connected) {
      rooms.connected();
    }
  }

  /** The list is loaded anew; where it is not there yet, with the parts of the page that show it. */
  #roomsOpened() {
    if (this.#rooms) {
      this.#rooms.connected();
    } else {
      this.#context.parts.want();
    }
  }

  /** How far this browser knows that the room was read. */
  #localPosition() {
    const key = `seen/${this.#context.room}`;
    return {
      load: () => this.memberStorage.load(key),
      store: (/** @type {string} */ cursor) => this.memberStorage.store(key, cursor),
    };
  }

  /** Says what waits to be sent. */
  #showWaiting() {
    const { unsent } = this.#context.outbox;
    setText(byId('waits'), unsent > 0 ? counted('waits', unsent) : text('waits.none'));
  }

  /** As the button does that signs this device out, with one field more. */
  #signOutEverywhere() {
    const form = byId('logout', HTMLFormElement);
    const everywhere = Object.assign(make('input', ''), { type: 'hidden', name: 'everywhere', value: '1' });
    form.append(everywhere);
    form.requestSubmit();
    everywhere.remove();
  }

  #showInvitation() {
    this.#context.parts.use(({ showInvitation }) => showInvitation(this.#context));
  }

  #showMentions() {
    this.#context.parts.use(({ showMentions }) => showMentions(this.memberStorage));
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    const line = closest(event, '.who, .message .avatar') && closest(event, '[data-author]');
    if (line?.dataset.author) {
      this.#showProfile({ id: line.dataset.author, name: find(line, '.who').textContent ?? '' });
    }
  }

  #find() {
    this.#context.parts.use(({ showFind }) => showFind((this.#rooms?.all ?? []).map(({ room }) => room)));
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    if (isFindKey(event)) {
      event.preventDefault();
      this.#find();
    } else if (globalCommand(event) === 'keys') {
      event.preventDefault();
      this.#context.parts.use(({ showShortcuts }) => showShortcuts());
    }
  }
}
