import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { Conversation } from '../../../main/page/model/conversation.js';
import { roomAddress, roomNameIn } from '../../../main/page/rooms/roomName.js';
import { VisitedRooms } from '../../../main/page/rooms/visitedRooms.js';
import { snapshotKey } from '../../../main/page/storage/snapshot.js';
import { messages, said } from '../testing/builders.js';
import { FakeStorage } from '../testing/fakeStorage.js';

describe("A room's name", () => {
  it('is taken without the spaces around it', () => assert.equal(roomNameIn('  tea-time '), 'tea-time'));
  it('may be of any script', () => assert.equal(roomNameIn('书房_2'), '书房_2'));
  it('is composed, as the server composes it', () => assert.equal(roomNameIn('cafe\u0301'), 'caf\u00e9'));

  for (const written of ['', 'two words', 'a/b', 'x'.repeat(41), '😀']) {
    it(`is not ${JSON.stringify(written)}`, () => assert.equal(roomNameIn(written), null));
  }

  it('is escaped in the address of its page', () => assert.equal(roomAddress('书房'), '/rooms/%E4%B9%A6%E6%88%BF'));
});

describe('The visited rooms', () => {
  let storage;
  let conversation;

  beforeEach(() => {
    storage = new FakeStorage();
    conversation = new Conversation();
    conversation.reset('E.1', messages(1, 1), false);
  });

  const visit = (room) => {
    const visited = new VisitedRooms(storage, room, conversation);
    visited.markRead();
    return visited;
  };
  const names = (visited) => visited.all.map(({ room }) => room);

  it('are this one and the lobby at first', () => {
    assert.deepEqual(names(new VisitedRooms(storage, 'garden', conversation)), ['garden', 'lobby']);
    assert.deepEqual(names(new VisitedRooms(storage, 'lobby', conversation)), ['lobby']);
  });

  it('are this one, the lobby, then the others, the latest first', () => {
    visit('kitchen');
    visit('attic');
    assert.deepEqual(names(visit('garden')), ['garden', 'lobby', 'attic', 'kitchen']);
  });

  it('say how far each was read', () => {
    const visited = visit('garden');
    conversation.append(said(2));
    visited.markRead();
    assert.equal(visited.all[0].cursor, 'E.2');
  });

  it('do not store again what was read before', () => {
    const visited = visit('garden');
    visited.forget('garden');
    visited.markRead();
    assert.equal(visited.all[0].cursor, null);
  });

  it('forget a room with its snapshot', () => {
    visit('kitchen');
    storage.store(snapshotKey('kitchen'), {});
    const visited = visit('garden');
    visited.forget('kitchen');
    assert.deepEqual(names(visited), ['garden', 'lobby']);
    assert.equal(storage.load(snapshotKey('kitchen')), null);
  });

  it('are 50 at most, without the one that was left longest ago', () => {
    for (let index = 0; index <= 50; index++) {
      visit(`room-${index}`);
    }
    const all = names(new VisitedRooms(storage, 'room-50', conversation));
    assert.equal(all.includes('room-0'), false);
    assert.equal(all.includes('room-1'), true);
    assert.equal(all.length, 51);
  });
});
