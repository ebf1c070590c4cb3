import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { ReadPosition } from '../../../main/page/net/readPosition.js';

describe('The read position', () => {
  const { fetch } = globalThis;
  let rooms;
  let sent;
  let status;
  let stored;

  beforeEach(() => {
    rooms = [{ room: 'garden', cursor: 'E.9', read: 'E.5' }];
    sent = [];
    status = 204;
    stored = 'E.3';
    globalThis.fetch = async (address, options) => {
      if (options.method === 'PUT') {
        sent.push([address, options.body, options.keepalive]);
        return new Response(null, { status });
      }
      throw new Error(`${address} is not expected`);
    };
  });

  afterEach(() => {
    globalThis.fetch = fetch;
  });

  const opened = async (room = 'garden') => {
    const local = { load: () => stored, store: (cursor) => (stored = cursor) };
    const position = new ReadPosition(room, local, Promise.resolve(rooms));
    await position.loaded;
    return position;
  };
  const settled = () => new Promise(setImmediate);

  it('is that of the device that has read further', async () => {
    assert.equal((await opened()).load('E'), 5);
    stored = 'E.7';
    assert.equal((await opened()).load('E'), 7);
  });

  it('is only of the same numbering', async () => {
    stored = 'D.7';
    assert.equal((await opened()).load('E'), 5);
    assert.equal((await opened()).load('F'), null);
  });

  it("is this browser's where the server keeps none", async () => {
    rooms = null;
    assert.equal((await opened()).load('E'), 3);
  });

  it('is stored here and on the server, once', async () => {
    const position = await opened('设计');
    position.store('E.6');
    position.store('E.6');
    assert.equal(stored, 'E.6');
    assert.deepEqual(sent, [['/api/rooms/%E8%AE%BE%E8%AE%A1/read', 'E.6', true]]);
  });

  it('is sent no more to a server that knows no such request', async () => {
    status = 405;
    const position = await opened();
    position.store('E.6');
    await settled();
    position.store('E.7');
    assert.equal(stored, 'E.7');
    assert.equal(sent.length, 1);
  });

  it('is sent again where that has failed', async () => {
    status = 503;
    const position = await opened();
    position.store('E.6');
    await settled();
    position.store('E.6');
    assert.equal(sent.length, 2);
  });
});
