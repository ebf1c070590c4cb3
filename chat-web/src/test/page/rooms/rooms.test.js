import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { MyRooms } from '../../../main/page/rooms/myRooms.js';
import { roomAddress, roomNameIn } from '../../../main/page/rooms/roomName.js';
import { snapshotKey } from '../../../main/page/storage/snapshot.js';
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

describe('My rooms', () => {
  let storage;
  let sent;
  let asked;
  const listed = [
    { room: 'attic', cursor: 'E.3', unread: 0, mentions: 0, at: '2026-11-25T10:00:00.000Z' },
    { room: 'Garden', cursor: 'E.9', unread: 2, mentions: 1, at: '2026-11-25T12:00:00.000Z' },
    { room: 'kitchen', cursor: 'E.1', unread: 1, mentions: 0, at: '2026-11-25T11:00:00.000Z' },
  ];

  beforeEach(() => {
    storage = new FakeStorage();
    sent = [];
    asked = [];
    globalThis.fetch = async (address, options) => {
      asked.push(`${options.method ?? 'GET'} ${address}`);
      return Response.json({ rooms: listed });
    };
  });

  const open = async (here) => {
    const rooms = new MyRooms(storage, here, (frame) => sent.push(frame));
    await rooms.connected();
    return rooms;
  };
  const names = (rooms) => rooms.map(({ room }) => room);

  it('are the latest first, with this one and the lobby', async () => {
    const rooms = await open('cellar');
    assert.deepEqual(names(rooms.all), ['Garden', 'kitchen', 'attic', 'cellar', 'lobby']);
  });

  it('watch the others, whatever the case of their names', async () => {
    await open('garden');
    assert.deepEqual(sent, [{ type: 'watch', rooms: ['kitchen', 'attic', 'lobby'] }]);
  });

  it('go up when something is said there, and not when it is read elsewhere', async () => {
    const rooms = await open('lobby');
    const news = [];
    rooms.news = (now) => news.push(now.room);
    rooms.stands({ room: 'kitchen', cursor: 'E.1', unread: 0, mentions: 0 });
    assert.deepEqual(names(rooms.all).slice(0, 2), ['Garden', 'kitchen']);
    rooms.stands({ room: 'attic', cursor: 'E.4', unread: 1, mentions: 0 });
    assert.equal(names(rooms.all)[0], 'attic');
    assert.deepEqual(news, ['attic']);
  });

  it('go up with an entry of this room', async () => {
    const rooms = await open('attic');
    rooms.entryArrived();
    assert.equal(names(rooms.all)[0], 'attic');
  });

  it('forget a room with its snapshot, here and on the server', async () => {
    storage.store(snapshotKey('kitchen'), {});
    const rooms = await open('lobby');
    await rooms.forget('kitchen');
    assert.deepEqual(names(rooms.all), ['Garden', 'attic', 'lobby']);
    assert.equal(storage.load(snapshotKey('kitchen')), null);
    assert.equal(asked.at(-1), 'DELETE /api/me/rooms/kitchen');
  });

  it('are as they were while the server does not answer', async () => {
    await open('lobby');
    globalThis.fetch = async () => {
      throw new TypeError('offline');
    };
    const rooms = await open('attic');
    assert.deepEqual(names(rooms.all), ['Garden', 'kitchen', 'attic', 'lobby']);
  });
});
