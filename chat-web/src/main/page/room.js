/**
 * The room's page: makes its parts and wires them.
 *
 * @import { ConnectionState } from './net/connection.js'
 * @import { Member } from './model/types.js'
 */

import { Commands } from './composer/commands.js';
import { ComposeMode } from './composer/composeMode.js';
import { Composer } from './composer/composer.js';
import { chooseFiles } from './composer/fileChooser.js';
import { Restrictions } from './composer/restrictions.js';
import { Uploads } from './composer/uploads.js';
import { FrameHandler } from './frameHandler.js';
import { LazyParts } from './lazyParts.js';
import { CatchingUp } from './log/catchingUp.js';
import { Jump } from './log/jump.js';
import { LogView } from './log/logView.js';
import { OlderMessages } from './log/olderMessages.js';
import { hidePictures, openPicture } from './log/pictureOpener.js';
import { picturesOf } from './log/pictures.js';
import { QuotedMessages } from './log/quotedMessages.js';
import { WaitingReason } from './log/waitingReason.js';
import { Conversation } from './model/conversation.js';
import { Gap } from './model/gap.js';
import { KnownNames } from './model/knownNames.js';
import { Notes } from './model/notes.js';
import { messageAsShown } from './model/pendingChanges.js';
import { Unread } from './model/unread.js';
import { Archive } from './net/archive.js';
import { Connection } from './net/connection.js';
import { Outbox } from './outbox/outbox.js';
import { Sender } from './outbox/sender.js';
import { Transfers } from './outbox/transfers.js';
import { PeopleList } from './people/peopleList.js';
import { TypingIndicator } from './people/typingIndicator.js';
import { draftKey, RoomChrome } from './roomChrome.js';
import { SearchToggle } from './search/searchToggle.js';
import { storage } from './storage/storage.js';
import { Badge } from './ui/badge.js';
import { ConnectionStatus } from './ui/connectionStatus.js';
import { DeferredEvents } from './ui/deferredEvents.js';
import { byId } from './ui/elements.js';
import { fitAboveKeyboard } from './ui/onScreenKeyboard.js';
import { text } from './ui/texts.js';
import * as visibility from './ui/visibility.js';

/** The close code of a sign-out, or a sign-in under another name, in another tab. */
const SIGNED_OUT = 4001;
/** The status of a cookie that is not valid any more. */
const UNKNOWN_MEMBER = 401;
/** On a phone, moving the focus to the composer opens the keyboard over the conversation. */
const HAS_MOUSE = matchMedia('(hover: hover)').matches;
const MAY_HAVE_SHORTCODES = /:[^:\s]+:/;

const { room = '', me: id = '', name = '', owner, files: takesFiles } = document.body.dataset;
const me = { id, name };
const path = encodeURIComponent(room);

const parts = new LazyParts();
const conversation = new Conversation();
const archive = new Archive(path);
const notes = new Notes();
const names = new KnownNames();
const outbox = new Outbox(storage, room, me);
const gap = new Gap(conversation, notes);
const people = new PeopleList(me, archive);
const mention = (/** @type {Member} */ member) => composer.mention(member);
const chrome = new RoomChrome({
  ...{ parts, room, path, me, owner: owner === 'true', people, conversation, outbox, mention },
  send: (frame) => connection.send(frame),
  shared: ({ text, files }) => {
    composer.insert(text);
    uploads.add(files);
  },
  mentioned: (count) => badge.set('elsewhere', count),
});
const { muted, notifications, memberStorage, readPosition } = chrome;
const badge = new Badge();
const unread = new Unread(conversation, chrome.concerns, visibility, readPosition, (count) => badge.set('here', count));
const quotes = new QuotedMessages(conversation, archive, () => view.changed());

const connection = new Connection(new URL(`/chat/${path}`, location.href), {
  cursor: () => conversation.cursor,
  frame: (frame) => frames.receive(frame),
  state: stateChanged,
});
const status = new ConnectionStatus({ line: byId('state'), reason: byId('why') }, room, () => connection.start());
const sender = new Sender(outbox, connection, () => {
  older.show();
  view.changed();
  uploads.check();
});
const transfers = new Transfers(() => view.changed());
const uploads = new Uploads({
  ...{ place: byId('attachments'), path, memberStorage, outbox, transfers },
  load: () => import('./upload.js'),
  enabled: takesFiles === 'true',
  uploaded: () => sender.uploaded(),
  send: () => composer.submit(),
  changed: () => composer.showReady(),
  write: () => HAS_MOUSE && composer.focus(),
});
const waiting = new WaitingReason(outbox, sender);
const typing = new TypingIndicator(byId('typing'), () => connection.send({ type: 'typing' }));
const edges = { button: byId('older'), beginning: byId('beginning') };
const older = new OlderMessages(edges, () => view.conversation, archive, outbox);
const view = new LogView(
  { scroller: byId('scroller'), log: byId('log') },
  { conversation, notes, unread, outbox, transfers, waiting, quotes, muted, me },
  {
    retry: (item) => sender.retry(item),
    discard: (item) => sender.discard(item),
    cancel,
    show: (seq) => jump.to(seq),
    thread: (seq) => parts.use((loaded) => openThread(seq, loaded)),
    open: (file) => openPicture(file, visiblePictures(), loadViewer),
    react: (seq, emoji, on) => commands.react(seq, emoji, on),
    older: () => older.load(),
    newer: () => jump.loadNewer(),
    returned: () => older.show(),
    rendered: () => {
      catchingUp.rendered();
      thread?.changed();
    },
    scrolled: () => catchingUp.scrolled(),
    names,
    me,
  },
);
older.loaded = () => view.grown();
muted.changed = () => view.changed();
const jump = new Jump(conversation, archive, view, () => older.show());
const catchingUp = new CatchingUp(
  {
    ...{ scroller: byId('scroller'), log: byId('log'), latest: byId('latest') },
    ...{ pill: byId('unread-pill'), finish: byId('unread-finish') },
  },
  { conversation, unread, view, jump },
);
visibility.onChange(() => catchingUp.scrolled());

const composer = new Composer(storage, draftKey(room, me), {
  send,
  hasFiles: () => uploads.count > 0 && !mode.editing,
  typed: () => mode.editing || typing.typed(),
  editLast: () => commands.editLast(),
  cancel: () => preview?.hide() || mode.cancel(),
});
composer.offerEmoji(byId('emoji-open'), (opener, picked) => parts.use(({ pickEmoji }) => pickEmoji(opener, picked)));
const restrictions = new Restrictions(composer);
const mode = new ComposeMode(byId('intent'), composer);
const deleteAny =
  owner === 'true' ? (/** @type {number} */ seq) => parts.use(({ deleteMessage }) => deleteMessage(room, seq)) : null;
const replaceShortcodes = (/** @type {string} */ written) => parts.loaded?.replaceShortcodes(written) ?? written;
const commands = new Commands({
  ...{ conversation, outbox, sender, composer, uploads, mode, view, path, me, deleteAny, replaceShortcodes },
});
/** @type {import('./composer/preview.js').Preview | undefined} */
let preview;
const untilActions = new DeferredEvents(byId('log'), ['pointerover', 'focusin', 'click', 'keydown'], parts.want);
/** @type {import('./thread/threadPanel.js').ThreadPanel | undefined} */
let thread;
/** @type {import('./thread/pinnedMessages.js').PinnedMessages | undefined} */
let pinned;
parts.whenLoaded(({ Completion, MessageActions, PinnedMessages, Preview }) => {
  const completion = new Completion(composer, names, archive, me);
  if (document.activeElement === composer.input) {
    completion.update();
  }
  preview = new Preview({ input: composer.input, toggle: byId('preview-open'), box: byId('preview') });
  new MessageActions(byId('log'), (seq) => messageAsShown(view.conversation.find(seq), outbox.items, me), me, commands);
  pinned = new PinnedMessages(byId('pins-open'), archive, (seq) => jump.to(seq));
  untilActions.replay();
});
const frames = new FrameHandler({
  ...{ me, conversation, notes, names, people, muted, notifications, chrome, unread, quotes, gap, readPosition },
  ...{ outbox, sender, connection, typing, older, view, jump, composer, restrictions },
  restricted: (state) => {
    restrictions.set(state);
    waiting.setAway(state.log === 'away');
    view.changed();
  },
  entryArrived: (entry, before) => {
    if (entry.type === 'deleted') {
      hidePictures(before);
    }
    thread?.entryArrived(entry);
    pinned?.entryArrived(entry);
  },
});
new SearchToggle(byId('search-open'), (loaded) =>
  parts.use(({ SearchPanel }) =>
    loaded((closed) => new SearchPanel(byId('search'), archive, (seq) => jump.to(seq), closed)),
  ),
);

/**
 * @param {number} seq
 * @param {import('./lazyParts.js').Parts} parts
 */
function openThread(seq, { ThreadPanel }) {
  const find = (/** @type {number} */ one) => view.conversation.find(one) ?? conversation.find(one);
  thread ??= new ThreadPanel({ archive, rows: view.rows, outbox, me, find, actions: view.lineContext, commands });
  thread.show(seq);
}

async function loadViewer() {
  const [viewer] = await Promise.all([import('./viewer.js'), parts.load()]);
  return viewer;
}

/** The pictures that the reader can come to from one of them. */
function visiblePictures() {
  return picturesOf(view.conversation.messages.filter((message) => !muted.hides(message)));
}

/**
 * Discards a message that waits, and puts its text back into the composer.
 *
 * @param {string} item
 */
function cancel(item) {
  const words = outbox.items.find(({ id }) => id === item)?.frame.text ?? '';
  sender.discard(item);
  composer.insert(words);
}

/**
 * Sends what is written; false where it stays in the composer.
 *
 * @param {string} written
 */
function send(written) {
  if (MAY_HAVE_SHORTCODES.test(written) && !parts.loaded && !parts.failed) {
    // It is sent with its emoji; where their names cannot be loaded, as it is written.
    parts
      .load()
      .catch(() => {})
      .then(() => composer.submit());
    return false;
  }
  const accepted = commands.say(written);
  if (accepted) {
    preview?.hide();
  }
  return accepted;
}

/**
 * @param {ConnectionState} state
 * @param {number | string | null} reason
 */
function stateChanged(state, reason) {
  if (state === 'lost') {
    gap.begin(connection.lastReceivedAt);
    sender.disconnected();
  }
  if (reason === SIGNED_OUT) {
    // The other tab has removed what is stored, if it signed out; under another name, nothing is removed.
    memberStorage.freeze();
  } else if (reason === UNKNOWN_MEMBER) {
    chrome.forgetMember();
  }
  status.show(state, reason, restrictions.explanationOf(reason));
  waiting.setConnection(state, reason);
  uploads.setConnected(state === 'open');
  restrictions.setConnection(state, reason);
  view.changed();
  if (state !== 'connecting') {
    parts.preload();
  }
}

byId('logout').addEventListener('submit', (event) => {
  if (outbox.unsent > 0 && !confirm(text('logout', { count: outbox.unsent }))) {
    event.preventDefault();
    return;
  }
  outbox.clear();
  uploads.check();
  uploads.discard();
  chrome.forgetMember();
});

fitAboveKeyboard();
if (chrome.snapshot.restore()) {
  for (const { from } of conversation.messages) {
    names.addAuthor(from);
  }
  older.show();
  view.reset();
}
view.changed();
connection.start();
uploads.restore();
chooseFiles({ opener: byId('attach'), field: byId('attach-files', HTMLInputElement) }, (files) => uploads.add(files));
if (HAS_MOUSE) {
  composer.focus();
}
