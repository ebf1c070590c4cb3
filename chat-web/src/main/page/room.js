/** The room's page: its parts, and who tells whom. */

import { Absence } from './model/gap.js';
import { Actions } from './log/messageActions.js';
import { Archive } from './net/archive.js';
import { Badge } from './ui/badge.js';
import { Completion } from './composer/completion.js';
import { Composer } from './composer/composer.js';
import { Connection } from './net/connection.js';
import { Conversation, parsed } from './model/conversation.js';
import { Deeds } from './composer/commands.js';
import { Finder } from './search/searchToggle.js';
import { History } from './log/olderMessages.js';
import { Intent } from './composer/composeMode.js';
import { Jump } from './log/jump.js';
import { Names } from './model/knownNames.js';
import { Notes } from './model/notes.js';
import { People } from './people/peopleList.js';
import { Preview } from './composer/preview.js';
import { Quotes } from './log/quotedMessages.js';
import { Sender } from './outbox/sender.js';
import * as shelf from './storage/storage.js';
import { Status } from './ui/connectionStatus.js';
import { Typing } from './people/typingIndicator.js';
import { Unread } from './model/unread.js';
import { View } from './log/logView.js';
import { fitAboveKeyboard } from './ui/onScreenKeyboard.js';
import { Waiting } from './outbox/outbox.js';
import { forget, settle, surround } from './roomChrome.js';
import { text } from './ui/texts.js';

/** How many messages are remembered while the reader is at the end; older ones can be loaded again. */
const MOST_REMEMBERED = 3000;

/** Somebody has signed out, or in under another name, in another tab; and: the cookie is good for nothing any more. */
const SIGNED_OUT = 4001;
const UNKNOWN = 401;

const part = (id) => document.getElementById(id);
const { room, me: id, name, owner } = document.body.dataset;
const me = { id, name };
const path = encodeURIComponent(room);
const draftKey = `draft/${room}/${id}`;

const conversation = new Conversation();
const archive = new Archive(path);
const notes = new Notes();
const names = new Names();
const waiting = new Waiting(shelf, room, me);
const absence = new Absence(conversation, notes);
const people = new People(me);
const mention = (member) => composer.mention(member);
const place = surround({ room, me, owner: owner === 'true', people, conversation, mention });
const { muted, known, attention } = place;
const badge = new Badge();
const unread = new Unread(conversation, me, place.mine, `seen/${room}`, (count) => badge.show(count));
const quotes = new Quotes(conversation, archive, () => view.changed());

const connection = new Connection(new URL(`/chat/${path}`, location.href), {
  cursor: () => conversation.cursor,
  frame: hear,
  state: stateChanged,
});
const status = new Status({ line: part('state'), why: part('why') }, room, () => connection.start());
const sender = new Sender(waiting, connection, () => {
  history.show();
  view.changed();
});
const typing = new Typing(part('typing'), () => connection.send({ type: 'typing' }));
const history = new History({ button: part('older'), beginning: part('beginning') }, () => view.conversation, archive, waiting);
const view = new View(
  { scroller: part('scroller'), log: part('log'), latest: part('latest') },
  { conversation, notes, unread, waiting, quotes, muted, me },
  {
    again: (item) => sender.again(item),
    discard: (item) => sender.discard(item),
    show: (seq) => jump.to(seq),
    react: (seq, emoji, on) => deeds.react(seq, emoji, on),
    older: () => history.load(),
    newer: () => jump.newer(),
    returned: () => history.show(),
    names,
    me,
  },
);
history.loaded = () => view.grown();
muted.changed = () => view.changed();
const jump = new Jump(conversation, archive, view, () => history.show());

const composer = new Composer(shelf, draftKey, {
  send: (written) => deeds.say(written) && sent(),
  typing: () => intent.editing || typing.mine(),
  editLast: () => deeds.editLast(),
  giveUp: () => preview.hide() || intent.giveUp(),
});
const intent = new Intent(part('intent'), composer);
const deeds = new Deeds({ conversation, waiting, sender, composer, intent, view, path, me });
const preview = new Preview({ input: composer.input, toggle: part('preview-open'), box: part('preview') });
new Completion(composer, names, archive, me);
new Actions(part('log'), (seq) => view.conversation.find(seq), me, deeds);
new Finder({ opener: part('search-open'), panel: part('search') }, archive, (seq) => jump.to(seq));

/** Where the room stood when it welcomed us: the history that follows stands as of then. */
let welcomedAt = null;
/** Whether all that was said until the first welcome is in. */
let arrived = false;

/** What to do with each kind of frame; any other is ignored, as the contract asks. */
const ears = {
  welcome,
  history: begin,
  ack: ({ id: said, seq }) => sender.kept(said, seq, conversation.seq),
  refused: (frame) => sender.refused(frame),
  joined: ({ member, count }) => passing('joined', member, count),
  left: ({ member, count }) => passing('left', member, count),
  presence({ joined, left, count }) {
    people.came(joined, count);
    people.went(left, count);
    names.came(joined);
    names.went(left);
  },
  typing: ({ member }) => member.id !== me.id && !muted.has(member.id) && typing.theirs(member),
};

function hear(frame) {
  if (Number.isInteger(frame.seq) && frame.type !== 'ack') {
    enter(frame);
  } else if (Object.hasOwn(ears, frame.type)) {
    ears[frame.type](frame);
  }
}

function welcome({ you, cursor, resumed, members, count, limits }) {
  if (you.id !== me.id || you.name !== me.name) {
    // This browser has signed in under another name meanwhile: the page is theirs, and so is what waits.
    location.reload();
    return;
  }
  people.are(members, count);
  names.are(members);
  composer.most = limits?.text ?? composer.most;
  welcomedAt = cursor;
  if (resumed) {
    absence.ends(cursor);
    settle(place);
    arrive();
  } else {
    waiting.numbered(parsed(cursor).epoch);
  }
  sender.connected();
  view.changed();
}

function begin({ messages, more }) {
  const before = conversation.epoch;
  conversation.begin(welcomedAt, messages, more);
  waiting.begun();
  quotes.clear();
  messages.forEach(({ from }) => names.heard(from));
  messages.filter((message) => message.from.id === me.id).forEach((message) => waiting.remove(message.id));
  absence.cannotResume(before === conversation.epoch);
  if (arrived) {
    unread.begun();
  }
  view.begun();
  settle(place);
  history.show();
  arrive();
}

/** The first time that nothing is missing: here begins what is new, and here is what the page's address names. */
function arrive() {
  if (!arrived && conversation.cursor !== null && conversation.seq >= parsed(welcomedAt).seq) {
    arrived = true;
    unread.begun();
    jump.fromAddress();
  }
}

function enter(entry) {
  const taken = conversation.take(entry);
  if (taken === 'hole') {
    connection.reopen();
  }
  if (taken !== 'taken') {
    return;
  }
  if (entry.type === 'said') {
    heardSaid(entry);
  } else {
    quotes.amend(entry);
    if (view.conversation !== conversation) {
      view.conversation.amend(entry);
    }
  }
  waiting.arrived(entry.seq);
  arrive();
  absence.heard();
  if (view.following) {
    conversation.forget(MOST_REMEMBERED);
    history.show();
  }
  view.changed();
}

function heardSaid(entry) {
  typing.done(entry.from);
  names.heard(entry.from);
  if (!muted.has(entry.from.id)) {
    unread.said(entry);
    attention.heard(entry);
  }
  if (entry.from.id === me.id) {
    waiting.remove(entry.id);
  }
}

function passing(kind, member, count) {
  people[kind === 'joined' ? 'came' : 'went']([member], count);
  names[kind === 'joined' ? 'came' : 'went']([member]);
  typing.done(member);
  if (member.id !== me.id) {
    notes.passing(conversation.seq, kind, member);
    view.changed();
  }
}

/** What was written is on its way: nothing is left to be looked at before. */
function sent() {
  preview.hide();
  return true;
}

function stateChanged(state, why) {
  if (state === 'lost') {
    absence.begins(connection.heardAt);
    sender.disconnected();
  }
  if (why === SIGNED_OUT) {
    // The other tab has forgotten what is to be forgotten; under another name, nothing is.
    place.mine.rest();
  } else if (why === UNKNOWN) {
    forget(place);
  }
  status.show(state, why);
}

part('logout').addEventListener('submit', (event) => {
  if (waiting.unsent > 0 && !confirm(text('logout', { count: waiting.unsent }))) {
    event.preventDefault();
    return;
  }
  waiting.clear();
  forget(place);
});

fitAboveKeyboard();
if (known.recall()) {
  conversation.messages.forEach(({ from }) => names.heard(from));
  history.show();
  view.begun();
}
view.changed();
connection.start();
if (matchMedia('(hover: hover)').matches) {
  // On a phone this would open the keyboard over the conversation.
  composer.focus();
}
