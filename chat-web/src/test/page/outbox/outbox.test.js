import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { Outbox } from '../../../main/page/outbox/outbox.js';
import { ANN, BOB } from '../testing/builders.js';
import { FakeClock } from '../testing/fakeClock.js';
import { FakeStorage } from '../testing/fakeStorage.js';

const say = (text, more = {}) => ({ type: 'say', text, ...more });

describe('The outbox', () => {
  let storage;
  let outbox;
  let clock;
  const open = (me = ANN, room = 'lobby') => new Outbox(storage, room, me);
  const texts = (box = outbox) => box.items.map(({ frame }) => frame.text);
  const states = (box = outbox) => box.items.map(({ state }) => state);
  const add = (frame, epoch = 'E') => {
    outbox.add(frame, epoch);
    return outbox.items.at(-1).id;
  };

  beforeEach(() => {
    clock = new FakeClock();
    storage = new FakeStorage();
    outbox = open();
  });

  afterEach(() => clock.remove());

  it('sends in the order in which was written', () => {
    add(say('one'));
    add(say('two'));
    assert.equal(outbox.next().frame.text, 'one');
  });

  it('gives each item an id of its own, which its frame has too', () => {
    const [one, two] = [add(say('one')), add(say('two'))];
    assert.notEqual(one, two);
    assert.match(one, /^[0-9a-f]{32}$/);
    assert.equal(outbox.items[0].frame.id, one);
  });

  it('lets messages wait behind one whose files are not uploaded, and no changes', () => {
    add(say('before'));
    outbox.add(say('see'), 'E', [{ key: 'k', name: 'a.png' }]);
    add(say('later'));
    add({ type: 'react', of: 1, emoji: '👍', on: true });
    const [before, see, , react] = outbox.items;
    assert.equal(outbox.next().id, before.id);
    outbox.markKept(before.id, 1);
    assert.equal(outbox.nextToUpload().id, see.id);
    assert.equal(outbox.next().id, react.id);
    outbox.markKept(react.id, 2);
    assert.equal(outbox.next(), null);
    outbox.changeFile(see.id, 'k', { id: 'F' });
    assert.equal(outbox.nextToUpload(), null);
    assert.equal(outbox.next().id, see.id);
  });

  it('keeps across a reload how far the files of a message are', () => {
    outbox.add(say('see'), 'E', [{ key: 'k' }, { key: 'l' }]);
    outbox.changeFile(outbox.items[0].id, 'l', { address: '/f' });
    assert.deepEqual(open().items[0].files, [{ key: 'k' }, { key: 'l', address: '/f' }]);
    assert.deepEqual([...open(BOB, 'other').storedFileKeys], ['k', 'l']);
  });

  it('sends one at a time', () => {
    outbox.markSending(add(say('one')));
    add(say('two'));
    assert.equal(outbox.next(), null);
  });

  it('sends the next once one is acknowledged, which stays visible until its entry arrives', () => {
    const one = add(say('one'));
    add(say('two'));
    outbox.markSending(one);
    outbox.markKept(one, 7);
    assert.equal(outbox.next().frame.text, 'two');
    assert.deepEqual(texts(), ['one', 'two']);
    outbox.entryArrived(6);
    assert.deepEqual(texts(), ['one', 'two']);
    outbox.entryArrived(7);
    assert.deepEqual(texts(), ['two']);
  });

  it('lets a refused message go before the later ones when it is sent again', () => {
    const one = add(say('one'));
    add(say('two'));
    outbox.markSending(one);
    outbox.markFailed(one, 'muted');
    assert.equal(outbox.next().frame.text, 'two');
    outbox.markWaiting(one);
    assert.equal(outbox.next().frame.text, 'one');
    assert.equal(outbox.items[0].code, undefined);
  });

  it('sends again what was being sent when the connection was lost', () => {
    outbox.markSending(add(say('one')));
    outbox.disconnected();
    assert.equal(outbox.next().frame.text, 'one');
  });

  it('outlives a reload, in order', () => {
    add(say('one'));
    outbox.markSending(add(say('two')));
    assert.deepEqual(texts(open()), ['one', 'two']);
    assert.deepEqual(states(open()), ['waiting', 'waiting']);
  });

  it('keeps its order when the clock is set back', () => {
    add(say('one'));
    clock.now -= 5_000;
    add(say('two'));
    assert.deepEqual(texts(open()), ['one', 'two']);
  });

  it('does not keep over a reload what is acknowledged', () => {
    outbox.markKept(add(say('one')), 7);
    assert.deepEqual(texts(open()), []);
  });

  it('keeps over a reload that a message has failed, and why', () => {
    outbox.markFailed(add(say('one')), 'muted');
    assert.deepEqual(states(open()), ['failed']);
    assert.equal(open().items[0].code, 'muted');
  });

  it('does not keep over a reload a change that has failed', () => {
    outbox.markFailed(add({ type: 'edit', of: 3, text: 'new' }), 'gone');
    assert.deepEqual(texts(open()), []);
    assert.equal(storage.values.size, 0);
  });

  it('is of one room', () => {
    add(say('one'));
    assert.deepEqual(texts(open(ANN, 'garden')), []);
  });

  it('asks about a message of an earlier sign-in under the same nickname', () => {
    add(say('one'));
    const later = open({ id: 'a2', name: 'Ann' });
    assert.deepEqual(states(later), ['failed']);
    assert.equal(later.items[0].code, 'earlier');
  });

  it('drops a change of an earlier sign-in', () => {
    add({ type: 'delete', of: 3 });
    assert.deepEqual(open({ id: 'a2', name: 'Ann' }).items, []);
    assert.equal(storage.values.size, 0);
  });

  it('does not show a message of another nickname, but keeps it for 30 days', () => {
    add(say('one'));
    clock.advance(30 * 86_400_000);
    assert.deepEqual(open(BOB).items, []);
    assert.equal(storage.values.size, 1);
    clock.advance(1);
    open(BOB);
    assert.equal(storage.values.size, 0);
  });

  it('drops what is broken in the storage', () => {
    storage.store('waiting/lobby/a/x', { nothing: true });
    storage.store('waiting/lobby/a/y', 'text');
    assert.deepEqual(open().items, []);
    assert.equal(storage.values.size, 0);
  });

  it('drops changes of another numbering, and what a reply answers', () => {
    add(say('answer', { re: 3 }), 'E');
    add({ type: 'delete', of: 3 }, 'E');
    add(say('plain'), 'E');
    outbox.setEpoch('F');
    assert.deepEqual(texts(), ['answer', 'plain']);
    assert.equal(outbox.items[0].frame.re, undefined);
  });

  it('keeps changes of the same numbering', () => {
    add({ type: 'delete', of: 3 }, 'E');
    outbox.setEpoch('E');
    assert.equal(outbox.items.length, 1);
  });

  it('is full with 200 items', () => {
    for (let index = 0; index < 199; index++) {
      add(say(`${index}`));
    }
    assert.equal(outbox.full, false);
    add(say('last'));
    assert.equal(outbox.full, true);
  });

  it('counts as unsent what waits in other rooms too, and nothing of others', () => {
    add(say('one'));
    outbox.markKept(add(say('two')), 7);
    open(ANN, 'garden').add(say('three'), 'E');
    open(BOB, 'garden').add(say('four'), 'E');
    assert.equal(open().unsent, 2);
    assert.equal(outbox.unsent, 2);
  });

  it('drops what is acknowledged when the conversation begins with newer entries', () => {
    outbox.markKept(add(say('one')), 7);
    add(say('two'));
    outbox.conversationReset();
    assert.deepEqual(texts(), ['two']);
  });

  it('removes all of this member when it is cleared, and nothing of others', () => {
    add(say('one'));
    open(ANN, 'garden').add(say('two'), 'E');
    open(BOB).add(say('three'), 'E');
    outbox.clear();
    assert.deepEqual(outbox.items, []);
    assert.deepEqual(texts(open(BOB)), ['three']);
    assert.equal(storage.values.size, 1);
  });

  it('does not store again what another tab has removed', () => {
    const one = add(say('one'));
    storage.values.clear();
    outbox.markFailed(one, 'muted');
    assert.equal(storage.values.size, 0);
  });
});
