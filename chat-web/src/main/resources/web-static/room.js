/** The room's page: its parts, and who tells whom. */

import { Absence } from './absence.js';
import { Composer } from './composer.js';
import { Connection } from './connection.js';
import { Conversation } from './conversation.js';
import { History } from './history.js';
import { Notes } from './notes.js';
import { People } from './people.js';
import { Sender } from './sender.js';
import * as shelf from './shelf.js';
import { Status } from './status.js';
import { Typing } from './typing.js';
import { View } from './view.js';
import { fitAboveKeyboard } from './keyboard.js';
import { Waiting } from './waiting.js';
import { forget, settle, surround } from './around.js';
import { text } from './texts.js';

/** How many messages are remembered while the reader is at the end; older ones can be loaded again. */
const MOST_REMEMBERED = 3000;

/** The close code that says so. */
const SIGNED_OUT = 4001;

const part = (id) => document.getElementById(id);
const { room, me: id, name, owner } = document.body.dataset;
const me = { id, name };
const path = encodeURIComponent(room);
const draftKey = `draft/${room}/${id}`;

const conversation = new Conversation();
const notes = new Notes();
const waiting = new Waiting(shelf, room, me);
const absence = new Absence(conversation, notes);
const people = new People(me);
const place = surround({ room, me, owner: owner === 'true', people, conversation });
const { muted, known } = place;

const connection = new Connection(new URL(`/chat/${path}`, location.href), {
  cursor: () => conversation.cursor,
  frame: hear,
  state: stateChanged,
});
const status = new Status({ line: part('state'), why: part('why') }, room, () => connection.start());
const sender = new Sender(waiting, connection, () => view.changed());
const typing = new Typing(part('typing'), () => connection.send({ type: 'typing' }));
const history = new History({ button: part('older'), beginning: part('beginning') }, conversation, path);
const view = new View(
  { scroller: part('scroller'), log: part('log'), latest: part('latest') },
  { conversation, notes, waiting, muted, me },
  {
    again: (item) => sender.again(item),
    discard: (item) => sender.discard(item),
    older: () => history.load(),
  },
);
history.loaded = () => view.grown();
muted.changed = () => view.changed();

const composer = new Composer(shelf, draftKey, { send: say, typing: () => typing.mine() });

/** Where the room stood when it welcomed us: the history that follows stands as of then. */
let welcomedAt = null;

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
  composer.most = limits?.text ?? composer.most;
  if (resumed) {
    absence.ends(cursor);
    settle(place);
  } else {
    welcomedAt = cursor;
  }
  sender.connected();
  view.changed();
}

function begin({ messages, more }) {
  const before = conversation.epoch;
  conversation.begin(welcomedAt, messages, more);
  waiting.begun();
  messages.filter((message) => message.from.id === me.id).forEach((message) => waiting.remove(message.id));
  absence.cannotResume(before === conversation.epoch);
  history.show();
  view.begun();
  settle(place);
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
    typing.done(entry.from);
    if (entry.from.id === me.id) {
      waiting.remove(entry.id);
    }
  }
  absence.heard();
  if (view.following) {
    conversation.forget(MOST_REMEMBERED);
    history.show();
  }
  view.changed();
}

function passing(kind, member, count) {
  people[kind === 'joined' ? 'came' : 'went']([member], count);
  typing.done(member);
  if (member.id !== me.id) {
    notes.passing(conversation.seq, kind, member);
    view.changed();
  }
}

function say(written) {
  if (waiting.full) {
    composer.say(text('limit.waiting'));
    return false;
  }
  sender.say({ type: 'say', text: written });
  view.toEnd();
  return true;
}

function stateChanged(state, why) {
  if (state === 'lost') {
    absence.begins(connection.heardAt);
    sender.disconnected();
  }
  if (why === SIGNED_OUT) {
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
  history.show();
  view.begun();
}
view.changed();
connection.start();
if (matchMedia('(hover: hover)').matches) {
  // On a phone this would open the keyboard over the conversation.
  composer.focus();
}
