import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { Conversation } from '../../../main/page/model/conversation.js';
import { Snapshot, snapshotKey } from '../../../main/page/storage/snapshot.js';
import { message, messages, said } from '../testing/builders.js';
import { FakeStorage } from '../testing/fakeStorage.js';

describe('A snapshot', () => {
  let storage;
  let conversation;

  beforeEach(() => {
    storage = new FakeStorage();
    conversation = new Conversation();
  });

  const restored = () => {
    const next = new Conversation();
    return new Snapshot(storage, 'lobby', next).restore() ? next : null;
  };

  it('is none at first', () => {
    assert.equal(restored(), null);
  });

  it('of a conversation that has not begun is not stored', () => {
    new Snapshot(storage, 'lobby', conversation).store();
    assert.equal(storage.values.size, 0);
  });

  it('restores the conversation as it stood', () => {
    conversation.reset('E.9', messages(5, 9), true);
    conversation.append(said(10, 'ten'));
    new Snapshot(storage, 'lobby', conversation).store();
    const next = restored();
    assert.equal(next.cursor, 'E.10');
    assert.deepEqual(next.messages.map(({ text }) => text).slice(-2), ['message 9', 'ten']);
    assert.equal(next.more, true);
  });

  it('is of one room alone', () => {
    conversation.reset('E.1', messages(1, 1), false);
    new Snapshot(storage, 'garden', conversation).store();
    assert.equal(restored(), null);
  });

  it('has the latest 100 messages, and says that there are more', () => {
    conversation.reset('E.150', messages(1, 150), false);
    new Snapshot(storage, 'lobby', conversation).store();
    const next = restored();
    assert.equal(next.messages.length, 100);
    assert.equal(next.messages[0].seq, 51);
    assert.equal(next.more, true);
  });

  it('has 200,000 characters at most', () => {
    const long = Array.from({ length: 80 }, (_, index) => message(index + 1, 'x'.repeat(4_000)));
    conversation.reset('E.80', long, false);
    new Snapshot(storage, 'lobby', conversation).store();
    const { length } = restored().messages;
    assert.ok(length > 40 && length < 50, `${length} messages`);
  });

  it('is not stored again where nothing has changed', () => {
    conversation.reset('E.1', messages(1, 1), false);
    const snapshot = new Snapshot(storage, 'lobby', conversation);
    snapshot.store();
    storage.remove(snapshotKey('lobby'));
    snapshot.store();
    assert.equal(storage.values.size, 0);
  });

  it('of another format is ignored', () => {
    conversation.reset('E.1', messages(1, 1), false);
    new Snapshot(storage, 'lobby', conversation).store();
    storage.store(snapshotKey('lobby'), { ...storage.load(snapshotKey('lobby')), shape: 0 });
    assert.equal(restored(), null);
  });

  it('of the room that was left longest ago makes room for an eleventh', () => {
    for (let index = 1; index <= 10; index++) {
      storage.store(snapshotKey(`room ${index}`), { at: index === 4 ? 1 : 1_000 + index });
    }
    conversation.reset('E.1', messages(1, 1), false);
    new Snapshot(storage, 'lobby', conversation).store();
    assert.equal(storage.values.size, 10);
    assert.equal(storage.load(snapshotKey('room 4')), null);
  });
});
