import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { Outbox } from '../../../main/page/outbox/outbox.js';
import { Transfers } from '../../../main/page/outbox/transfers.js';
import { Uploader } from '../../../main/page/upload/uploader.js';
import { ANN } from '../testing/builders.js';
import { FakeClock } from '../testing/fakeClock.js';
import { FakeStorage } from '../testing/fakeStorage.js';
import { FakeTusServer } from '../testing/fakeTusServer.js';

const SAY = { type: 'say', text: '' };
const CUT = { status: 0, code: '', reason: '', retryAfter: 0 };

/** Lets everything run that waits for promises alone. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('The uploader', () => {
  let clock;
  let outbox;
  let server;
  let stored;
  let uploader;
  const bytes = {
    load: async (key) => stored.get(key) ?? null,
    remove: async (key) => stored.delete(key),
  };
  const add = (...keys) => {
    for (const key of keys) {
      stored.set(key, new Blob([`bytes of ${key}`]));
    }
    outbox.add(
      SAY,
      'E',
      keys.map((key) => ({ key, name: `${key}.bin`, type: '', size: stored.get(key).size })),
    );
  };
  const ids = () => outbox.items.flatMap(({ files }) => files.map(({ id }) => id));

  beforeEach(() => {
    clock = new FakeClock();
    outbox = new Outbox(new FakeStorage(), 'lobby', ANN);
    server = new FakeTusServer();
    stored = new Map();
    const transfers = new Transfers(() => {});
    uploader = new Uploader({ outbox, bytes, client: server, transfers, uploaded: () => uploader.check() });
  });

  afterEach(() => clock.remove());

  it('uploads the files of all messages in order, once it is connected', async () => {
    add('a', 'b');
    add('c');
    uploader.check();
    await settle();
    assert.deepEqual(server.names, []);
    uploader.setConnected(true);
    await settle();
    assert.deepEqual(server.names, ['a.bin', 'b.bin', 'c.bin']);
    assert.deepEqual(ids(), ['F1', 'F2', 'F3']);
    assert.equal(server.textOf('F2'), 'bytes of b');
  });

  it('goes on after a cut where the server is', async () => {
    add('a');
    server.failAfter(4, CUT);
    uploader.setConnected(true);
    await settle();
    assert.deepEqual(ids(), [undefined]);
    clock.advance(500);
    await settle();
    assert.deepEqual(server.offsets, [0, 4]);
    assert.equal(server.textOf('F1'), 'bytes of a');
    assert.deepEqual(ids(), ['F1']);
  });

  it('completes an upload whose last answer was lost', async () => {
    add('a');
    server.failAfter(10, CUT);
    uploader.setConnected(true);
    await settle();
    assert.equal(server.textOf('F1'), 'bytes of a');
    assert.deepEqual(ids(), [undefined]);
    clock.advance(500);
    await settle();
    assert.deepEqual(server.offsets, [0, 10]);
    assert.deepEqual(ids(), ['F1']);
  });

  it('tries nothing without a connection, and goes on at once with one', async () => {
    add('a');
    server.failAfter(0, CUT);
    uploader.setConnected(true);
    await settle();
    uploader.setConnected(false);
    clock.advance(60_000);
    await settle();
    assert.deepEqual(server.offsets, [0]);
    uploader.setConnected(true);
    await settle();
    assert.deepEqual(server.offsets, [0, 0]);
    assert.deepEqual(ids(), ['F1']);
  });

  it('begins anew where the server has the upload no longer', async () => {
    add('a');
    outbox.changeFile(outbox.items[0].id, 'a', { address: '/files/gone' });
    uploader.setConnected(true);
    await settle();
    assert.deepEqual(server.names, ['a.bin']);
    assert.deepEqual(ids(), ['F1']);
  });

  it('waits for as long as the server says, where that is soon', async () => {
    add('a');
    server.refuse({ status: 429, code: 'too-many', reason: 'Slowly.', retryAfter: 5_000 });
    uploader.setConnected(true);
    await settle();
    clock.advance(4_999);
    await settle();
    assert.deepEqual(ids(), [undefined]);
    clock.advance(1);
    await settle();
    assert.deepEqual(ids(), ['F1']);
  });

  it('says in the words of the server why it takes a file never, and goes on with the next message', async () => {
    add('a');
    add('b');
    server.refuse({ status: 507, code: 'full', reason: 'The server is full.', retryAfter: 0 });
    uploader.setConnected(true);
    await settle();
    const [{ state, reason }] = outbox.items;
    assert.deepEqual([state, reason], ['failed', 'The server is full.']);
    assert.deepEqual(ids(), [undefined, 'F1']);
    assert.ok(stored.has('a'));
  });

  it('takes no refusal of a proxy as final, but that of a file that is too large', async () => {
    add('a');
    server.refuse({ ...CUT, status: 403 });
    uploader.setConnected(true);
    await settle();
    assert.equal(outbox.items[0].state, 'waiting');
    server.refuse({ ...CUT, status: 413 });
    clock.advance(500);
    await settle();
    assert.deepEqual([outbox.items[0].state, outbox.items[0].code], ['failed', 'file-too-large']);
  });

  it('says that a file is not in this browser any more', async () => {
    add('a');
    stored.clear();
    uploader.setConnected(true);
    await settle();
    assert.deepEqual([outbox.items[0].state, outbox.items[0].code], ['failed', 'file-lost']);
  });

  it('ends the upload of a message that is discarded, and goes on with the next', async () => {
    add('a');
    add('b');
    server.hold();
    uploader.setConnected(true);
    await settle();
    outbox.remove(outbox.items[0].id);
    uploader.check();
    await settle();
    assert.deepEqual(server.cancelled, ['/files/F1']);
    assert.deepEqual(ids(), ['F2']);
  });

  it('removes the bytes of a message once it is in the conversation', async () => {
    add('a');
    uploader.setConnected(true);
    await settle();
    assert.ok(stored.has('a'));
    outbox.remove(outbox.items[0].id);
    uploader.check();
    assert.ok(!stored.has('a'));
  });
});
