import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { MyRooms } from '../../../main/page/rooms/myRooms.js';
import { FakeStorage } from '../testing/fakeStorage.js';

describe('My rooms', () => {
  const { fetch } = globalThis;
  const garden = { room: 'garden', cursor: 'E.9', unread: 2, mentions: 0, at: '2026-01-01T12:00:00Z' };
  const attic = { room: 'attic', cursor: 'E.4', unread: 0, mentions: 0, at: '2026-01-01T13:00:00Z' };
  let requested;
  let sent;
  let storage;

  beforeEach(() => {
    requested = [];
    sent = [];
    storage = new FakeStorage();
    globalThis.fetch = async (address) => {
      requested.push(address);
      return Response.json({ rooms: [attic] });
    };
  });

  afterEach(() => {
    globalThis.fetch = fetch;
  });

  const opened = (list) => new MyRooms(storage, 'kitchen', (frame) => sent.push(frame), Promise.resolve(list));
  const namesOf = (rooms) => rooms.all.map(({ room }) => room);

  it('are those that were listed when the page opened, without another request', async () => {
    const rooms = opened([garden]);
    await rooms.connected();
    assert.deepEqual(namesOf(rooms), ['garden', 'kitchen', 'lobby']);
    assert.deepEqual(requested, []);
    assert.deepEqual(sent, [{ type: 'watch', rooms: ['garden', 'lobby'] }]);
  });

  it('are requested where there was no answer, and again at the next connection', async () => {
    const rooms = opened(null);
    await rooms.connected();
    assert.deepEqual(namesOf(rooms), ['attic', 'kitchen', 'lobby']);
    await rooms.connected();
    assert.deepEqual(requested, ['/api/me/rooms', '/api/me/rooms']);
  });

  it('are requested again by a page that has connected before', async () => {
    const rooms = opened([garden]);
    await rooms.connected();
    await rooms.connected();
    assert.deepEqual(namesOf(rooms), ['attic', 'kitchen', 'lobby']);
  });

  it('are known before there is a network, from the last time', async () => {
    await opened([garden, attic]).connected();
    assert.deepEqual(namesOf(opened(null)), ['attic', 'garden', 'kitchen', 'lobby']);
  });

  it('are news only where more is unread than before', async () => {
    const rooms = opened([garden]);
    await rooms.connected();
    const news = [];
    rooms.news = (now, before) => news.push([now.unread, before.unread]);
    rooms.stands({ room: 'Garden', cursor: 'E.10', unread: 3, mentions: 0 });
    rooms.stands({ room: 'garden', cursor: 'E.10', unread: 0, mentions: 0 });
    rooms.stands({ room: 'unknown', cursor: 'E.10', unread: 7, mentions: 0 });
    assert.deepEqual(news, [[3, 2]]);
  });
});
