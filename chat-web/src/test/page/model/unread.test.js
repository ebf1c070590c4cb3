import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { Conversation } from '../../../main/page/model/conversation.js';
import { Unread } from '../../../main/page/model/unread.js';
import { ANN, BOB, MING, message, said } from '../testing/builders.js';
import { FakeClock } from '../testing/fakeClock.js';

const ofBob = (seq) => said(seq, 'hi', { from: BOB });

class FakeVisibility {
  visible = true;
  #changed;

  isVisible = () => this.visible;
  onChange = (changed) => {
    this.#changed = changed;
  };

  show(visible) {
    this.visible = visible;
    this.#changed(visible);
  }
}

describe('Unread messages', () => {
  let conversation;
  let visibility;
  let unread;
  let clock;
  let stored;
  let counts;

  beforeEach(() => {
    clock = new FakeClock();
    conversation = new Conversation();
    conversation.reset(
      'E.3',
      [message(1), message(2, 'two', { from: BOB }), message(3, 'three', { from: BOB })],
      false,
    );
    visibility = new FakeVisibility();
    stored = null;
    counts = [];
    const position = {
      load: (epoch) => (stored?.startsWith(`${epoch}.`) ? Number(stored.slice(2)) : null),
      store: (cursor) => (stored = cursor),
    };
    unread = new Unread(
      conversation,
      ({ id }) => id !== ANN.id && id !== MING.id,
      visibility,
      position,
      (count) => counts.push(count),
    );
  });

  afterEach(() => clock.remove());

  const arrives = (entry) => {
    conversation.append(entry);
    unread.messageArrived(entry);
  };
  const lines = () => unread.addLineTo([]).map(({ after }) => after);

  it('are none on the first visit', () => {
    unread.begin();
    assert.deepEqual(lines(), []);
    assert.equal(unread.count, 0);
  });

  it('begin where this browser has read to', () => {
    stored = 'E.1';
    unread.begin();
    assert.deepEqual(lines(), [1]);
  });

  it('are counted where nobody looks at the page that opens', () => {
    stored = 'E.1';
    visibility.visible = false;
    unread.begin();
    assert.deepEqual(counts, [2]);
  });

  it('are none where the room has another numbering since', () => {
    stored = 'D.1';
    unread.begin();
    assert.deepEqual(lines(), []);
  });

  it("are not one's own", () => {
    unread.begin();
    visibility.show(false);
    arrives(said(4));
    assert.equal(unread.count, 0);
    assert.deepEqual(lines(), []);
  });

  it('are counted while the page is not visible, below a line', () => {
    unread.begin();
    visibility.show(false);
    arrives(ofBob(4));
    arrives(ofBob(5));
    assert.deepEqual(counts, [1, 2]);
    assert.deepEqual(lines(), [3]);
  });

  it('are not counted while the page is visible', () => {
    unread.begin();
    arrives(ofBob(4));
    assert.equal(unread.count, 0);
    assert.deepEqual(lines(), []);
  });

  it('are counted no more once the page is visible, but the line stays', () => {
    unread.begin();
    visibility.show(false);
    arrives(ofBob(4));
    visibility.show(true);
    assert.deepEqual(counts, [1, 0]);
    assert.deepEqual(lines(), [3]);
  });

  it('have no line any more once they were read and the page is hidden', () => {
    stored = 'E.1';
    unread.begin();
    unread.seen(2, 3);
    visibility.show(false);
    assert.deepEqual(lines(), []);
    assert.equal(stored, 'E.3');
  });

  it('keep their line while some of them were not seen, though all are loaded', () => {
    stored = 'E.1';
    unread.begin();
    unread.seen(1, 2);
    visibility.show(false);
    assert.deepEqual(lines(), [1]);
    assert.equal(stored, 'E.2');
  });

  it('are those below what was seen without a gap', () => {
    stored = 'E.1';
    unread.begin();
    const seqs = () => unread.unseen.map(({ seq }) => seq);
    assert.deepEqual(seqs(), [2, 3]);
    unread.seen(3, 3);
    assert.deepEqual(seqs(), [2, 3]);
    assert.equal(unread.leavesOut(3), true);
    unread.seen(1, 2);
    assert.deepEqual(seqs(), [3]);
    assert.equal(unread.leavesOut(3), false);
    unread.seen(3, 3);
    assert.deepEqual(seqs(), []);
    assert.equal(unread.caughtUp, true);
  });

  it('stay unread above and below a message that was jumped to', () => {
    stored = 'E.0';
    conversation.reset(
      'E.6',
      [1, 2, 3, 4, 5, 6].map((seq) => message(seq, '', { from: BOB })),
      false,
    );
    unread.begin();
    unread.seen(4, 5);
    clock.advance(2_000);
    assert.equal(stored, 'E.0');
    unread.seen(1, 2);
    unread.seen(3, 4);
    clock.advance(2_000);
    assert.equal(stored, 'E.4');
  });

  it('stay unread where a jump led to a part of the conversation with a gap before it', () => {
    stored = 'E.1';
    conversation.reset('E.9', [message(8, '', { from: BOB }), message(9, '', { from: BOB })], true);
    unread.begin();
    const part = conversation.detached('E.9', [message(5, '', { from: BOB }), message(6)], true, 6);
    unread.seen(5, 6, part);
    assert.equal(unread.leavesOut(5, part), true);
    // The first message that is loaded is not the first that is unread.
    unread.seen(8, 9);
    clock.advance(2_000);
    assert.equal(stored, 'E.1');
    unread.seen(2, 3, conversation.detached('E.9', [message(2, '', { from: BOB }), message(3)], true, 3));
    clock.advance(2_000);
    assert.equal(stored, 'E.3');
  });

  it('are those that a jump leaves out, also where they arrived before the eyes of the reader', () => {
    unread.begin();
    arrives(ofBob(4));
    arrives(ofBob(5));
    unread.seen(1, 2);
    assert.deepEqual(lines(), []);
    unread.seen(5, 5);
    assert.deepEqual(lines(), [3]);
    clock.advance(2_000);
    assert.equal(stored, 'E.3');
  });

  it("leave out nothing where only one's own messages lie between", () => {
    unread.begin();
    arrives(said(4));
    arrives(ofBob(5));
    unread.seen(5, 5);
    assert.deepEqual(lines(), []);
    clock.advance(2_000);
    assert.equal(stored, 'E.5');
  });

  it('are not those of a member that is muted, whose messages are folded away', () => {
    conversation.reset('E.3', [message(1), message(2, '', { from: MING }), message(3, '', { from: BOB })], false);
    stored = 'E.1';
    unread.begin();
    assert.deepEqual(
      unread.unseen.map(({ seq }) => seq),
      [3],
    );
    unread.seen(3, 3);
    clock.advance(2_000);
    assert.equal(stored, 'E.3');
  });

  it('are all that arrives before a reader at the end', () => {
    unread.begin();
    arrives(ofBob(4));
    arrives(ofBob(5));
    unread.seen(0, 5);
    clock.advance(2_000);
    assert.equal(stored, 'E.5');
  });

  it('are none once the reader says so', () => {
    stored = 'E.1';
    unread.begin();
    unread.seen(3, 3);
    unread.finish();
    assert.deepEqual(lines(), []);
    assert.deepEqual(unread.unseen, []);
    clock.advance(2_000);
    assert.equal(stored, 'E.3');
  });

  it('are not seen by nobody', () => {
    stored = 'E.1';
    unread.begin();
    visibility.visible = false;
    unread.seen(1, 3);
    assert.equal(unread.unseen.length, 2);
    clock.advance(2_000);
    assert.equal(stored, 'E.1');
  });

  it('are remembered 2 seconds after they were seen', () => {
    unread.begin();
    clock.advance(2_000);
    stored = null;
    arrives(ofBob(4));
    unread.seen(2, 4);
    clock.advance(1_999);
    assert.equal(stored, null);
    clock.advance(1);
    assert.equal(stored, 'E.4');
  });

  it('are not remembered as read while the page was not visible', () => {
    stored = 'E.1';
    visibility.visible = false;
    unread.begin();
    clock.advance(10_000);
    assert.equal(stored, 'E.1');
  });

  it('are not counted before the conversation begins', () => {
    visibility.visible = false;
    arrives(ofBob(4));
    assert.equal(unread.count, 0);
  });

  it('have their line before the notes after the same entry', () => {
    stored = 'E.2';
    unread.begin();
    const notes = [
      { key: 'a', after: 1 },
      { key: 'b', after: 2 },
    ];
    assert.deepEqual(
      unread.addLineTo(notes).map(({ key }) => key),
      ['a', 'unread 2', 'b'],
    );
  });
});
