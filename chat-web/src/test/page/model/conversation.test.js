import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { Conversation, parseCursor } from '../../../main/page/model/conversation.js';
import { withChange } from '../../../main/page/model/messageChanges.js';
import { ANN, BOB, deleted, edited, message, messages, reacted, said } from '../testing/builders.js';

describe('A conversation', () => {
  let conversation;
  const texts = () => conversation.messages.map(({ text }) => text);
  const reactionsOf = (seq) => conversation.find(seq).reactions;

  beforeEach(() => {
    conversation = new Conversation();
    conversation.reset('E.3', [message(2, 'two'), message(3, 'three')], true);
  });

  it('has no cursor before the first history', () => {
    assert.equal(new Conversation().cursor, null);
  });

  it('has the last entry as its cursor', () => {
    assert.equal(conversation.cursor, 'E.3');
    conversation.append(said(4));
    assert.equal(conversation.cursor, 'E.4');
  });

  it('appends the next message', () => {
    assert.equal(conversation.append(said(4, 'four')), 'appended');
    assert.deepEqual(texts(), ['two', 'three', 'four']);
  });

  it('drops what was said before a time', () => {
    const at = '2026-11-01T00:00:00.000Z';
    const old = { ...message(2, 'two'), at: '2026-08-01T00:00:00.000Z' };
    conversation.reset('E.3', [old, { ...message(3, 'three'), at }], true);
    assert.equal(conversation.eraseBefore(at), true);
    assert.deepEqual(texts(), [undefined, 'three']);
    assert.equal(conversation.find(2).deleted, true);
    assert.equal(conversation.cursor, 'E.3');
    assert.equal(conversation.eraseBefore(at), false);
  });

  it('is not changed by a duplicate', () => {
    assert.equal(conversation.append(said(3, 'again')), 'duplicate');
    assert.deepEqual(texts(), ['two', 'three']);
    assert.equal(conversation.cursor, 'E.3');
  });

  it('does not append an entry after a gap', () => {
    assert.equal(conversation.append(said(5)), 'gap');
    assert.deepEqual(texts(), ['two', 'three']);
    assert.equal(conversation.cursor, 'E.3');
  });

  it('moves its cursor with an entry of an unknown type', () => {
    assert.equal(conversation.append({ type: 'pinned', seq: 4, of: 3 }), 'appended');
    assert.equal(conversation.cursor, 'E.4');
    assert.deepEqual(texts(), ['two', 'three']);
  });

  it('replaces the text of an edited message', () => {
    const before = conversation.find(2);
    conversation.append(edited(4, 2, 'TWO'));
    assert.equal(conversation.find(2).text, 'TWO');
    assert.equal(conversation.find(2).edited, true);
    assert.equal(before.text, 'two', 'a message is replaced, and not changed');
  });

  it('keeps the text where an edit has lost its own', () => {
    conversation.append(edited(4, 2, undefined));
    assert.equal(conversation.find(2).text, 'two');
    assert.equal(conversation.find(2).edited, false);
  });

  it('removes text, files and reactions of a deleted message', () => {
    conversation.reset('E.3', [message(2, 'two', { files: [{ id: 'F', name: 'a.png' }] })], false);
    conversation.append(reacted(4, 2));
    assert.equal(conversation.find(2).files.length, 1);
    conversation.append(deleted(5, 2));
    assert.deepEqual(
      { ...conversation.find(2), at: '', from: ANN },
      {
        ...message(2, undefined, { html: undefined, files: undefined, deleted: true, asOf: 5 }),
        text: undefined,
        at: '',
      },
    );
  });

  it('does not edit a deleted message', () => {
    conversation.append(deleted(4, 2));
    conversation.append(edited(5, 2, 'back'));
    assert.equal(conversation.find(2).text, undefined);
  });

  it('does not add a reaction to a deleted message', () => {
    conversation.append(deleted(4, 2));
    conversation.append(reacted(5, 2));
    assert.deepEqual(reactionsOf(2), []);
  });

  it('counts the members who react alike', () => {
    conversation.append(reacted(4, 2));
    conversation.append(reacted(5, 2, { by: BOB }));
    assert.deepEqual(reactionsOf(2), [{ emoji: '👍', count: 2, who: [ANN, BOB] }]);
  });

  it('counts a member once who reacts twice alike', () => {
    conversation.append(reacted(4, 2));
    conversation.append(reacted(5, 2));
    assert.equal(reactionsOf(2)[0].count, 1);
  });

  it('keeps different reactions apart, in the order in which they were added', () => {
    conversation.append(reacted(4, 2));
    conversation.append(reacted(5, 2, { emoji: '😂' }));
    assert.deepEqual(
      reactionsOf(2).map(({ emoji }) => emoji),
      ['👍', '😂'],
    );
  });

  it('drops a reaction that its last member takes back', () => {
    conversation.append(reacted(4, 2));
    conversation.append(reacted(5, 2, { on: false }));
    assert.deepEqual(reactionsOf(2), []);
  });

  it('believes a member who is not among the named ones and takes a reaction back', () => {
    const liked = message(4, 'four', { reactions: [{ emoji: '👍', count: 30, who: [ANN] }] });
    conversation.reset('E.4', [liked], false);
    conversation.append(reacted(5, 4, { by: BOB, on: false }));
    assert.equal(reactionsOf(4)[0].count, 29);
  });

  it('does not count down for a member who never reacted, where all are named', () => {
    conversation.append(reacted(4, 2));
    conversation.append(reacted(5, 2, { by: BOB, on: false }));
    assert.equal(reactionsOf(2)[0].count, 1);
  });

  it('names at most 20 members of a reaction', () => {
    for (let seq = 4; seq < 29; seq++) {
      conversation.append(reacted(seq, 2, { by: { id: `m${seq}`, name: `M${seq}` } }));
    }
    assert.equal(reactionsOf(2)[0].count, 25);
    assert.equal(reactionsOf(2)[0].who.length, 20);
  });

  it('applies to older messages the changes that were received since their cursor', () => {
    conversation.append(edited(4, 1, 'ONE'));
    assert.equal(conversation.prepend('E.3', [message(1, 'one'), message(2, 'two')], false), true);
    assert.deepEqual(texts(), ['ONE', 'two', 'three']);
    assert.equal(conversation.more, false);
  });

  it('does not apply a change again that older messages have already', () => {
    const liked = message(1, 'one', { reactions: [{ emoji: '👍', count: 30, who: [] }] });
    conversation.prepend('E.4', [liked], false);
    conversation.append(reacted(4, 1));
    assert.equal(reactionsOf(1)[0].count, 30);
  });

  it('counts the answers to a message, without those that are deleted', () => {
    const repliesTo = (seq) => conversation.find(seq).replies;
    conversation.append(said(4, 'yes', { re: 2 }));
    conversation.append(said(5, 'no', { re: 2 }));
    conversation.append(said(6, undefined, { re: 2, deleted: true }));
    assert.equal(repliesTo(2), 2);
    conversation.append(deleted(7, 4));
    conversation.append(deleted(8, 6));
    assert.equal(repliesTo(2), 1);
    assert.equal(repliesTo(3), 0);
  });

  it('counts an answer once where an older message is loaded that has it already', () => {
    conversation.append(said(4, 'yes', { re: 1 }));
    conversation.append(said(5, 'no', { re: 1 }));
    conversation.prepend('E.4', [message(1, 'one', { replies: 1 })], false);
    assert.equal(conversation.find(1).replies, 2);
  });

  it('pins a message until it is unpinned or deleted', () => {
    const pin = (seq, on) => conversation.append({ type: 'pinned', seq, of: 2, by: BOB, on });
    const isPinned = () => conversation.find(2).pinned;
    assert.equal(isPinned(), false);
    pin(4, true);
    assert.equal(isPinned(), true);
    pin(5, false);
    assert.equal(isPinned(), false);
    pin(6, true);
    conversation.append(deleted(7, 2));
    assert.equal(isPinned(), false);
  });

  it('does not take older messages of another numbering', () => {
    assert.equal(conversation.prepend('F.9', [message(1)], false), false);
    assert.deepEqual(texts(), ['two', 'three']);
  });

  it('finds a message by its number, and none where the number is of another entry', () => {
    assert.equal(conversation.find(3).text, 'three');
    assert.equal(conversation.find(1), undefined);
    assert.equal(conversation.find(4), undefined);
  });

  it('finds the place of a number among messages with gaps', () => {
    conversation.reset('E.9', [message(2), message(5), message(9)], false);
    assert.deepEqual(
      [1, 2, 3, 5, 6, 9, 10].map((seq) => conversation.indexOf(seq)),
      [0, 0, 1, 1, 2, 2, 3],
    );
  });

  it('drops its oldest messages, which can be loaded again', () => {
    conversation.reset('E.9', messages(1, 9), false);
    conversation.trim(4);
    assert.deepEqual(
      conversation.messages.map(({ seq }) => seq),
      [6, 7, 8, 9],
    );
    assert.equal(conversation.more, true);
  });

  it('drops nothing where no more are there than may stay', () => {
    conversation.reset('E.9', messages(1, 9), false);
    conversation.trim(9);
    assert.equal(conversation.messages.length, 9);
    assert.equal(conversation.more, false);
  });
});

describe('A detached part of a conversation', () => {
  let conversation;

  beforeEach(() => {
    conversation = new Conversation();
    conversation.reset('E.100', messages(91, 100), true);
  });

  it('is of the same numbering, and none of another', () => {
    assert.equal(conversation.detached('E.100', messages(41, 50), true, 50).cursor, 'E.50');
    assert.equal(conversation.detached('F.100', messages(41, 50), true, 50), null);
  });

  it('has the changes that the conversation has received', () => {
    conversation.append(edited(101, 42, 'changed'));
    const part = conversation.detached('E.100', messages(41, 50), true, 50);
    assert.equal(part.find(42).text, 'changed');
  });

  it('is extended until it reaches the conversation, and then merged with it', () => {
    const part = conversation.detached('E.100', messages(41, 50), true, 50);
    assert.equal(conversation.isReachedBy(part.seq), false);
    assert.equal(part.extend('E.100', messages(51, 90), 90), true);
    assert.equal(conversation.isReachedBy(part.seq), true);
    conversation.merge(part);
    assert.deepEqual(
      conversation.messages.map(({ seq }) => seq),
      messages(41, 100).map(({ seq }) => seq),
    );
  });

  it('is merged without a message twice', () => {
    const part = conversation.detached('E.100', messages(85, 95), false, 95);
    conversation.merge(part);
    assert.equal(conversation.messages.length, 16);
    assert.equal(conversation.more, false);
  });
});

describe('A cursor', () => {
  it('has the number after its last dot', () => {
    assert.deepEqual(parseCursor('a.b.12'), { epoch: 'a.b', seq: 12 });
  });
});

describe('A change', () => {
  it('of an unknown type leaves the message as it is', () => {
    const before = message(1);
    assert.equal(withChange(before, { type: 'renamed' }), before);
  });
});
