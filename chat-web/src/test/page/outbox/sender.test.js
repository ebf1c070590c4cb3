import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { Outbox } from '../../../main/page/outbox/outbox.js';
import { Sender } from '../../../main/page/outbox/sender.js';
import { ANN } from '../testing/builders.js';
import { FakeClock } from '../testing/fakeClock.js';
import { FakeStorage } from '../testing/fakeStorage.js';

const say = (text) => ({ type: 'say', text });

describe('The sender', () => {
  let outbox;
  let sender;
  let clock;
  let open;
  let sent;
  const texts = () => sent.map(({ text }) => text);

  beforeEach(() => {
    clock = new FakeClock();
    outbox = new Outbox(new FakeStorage(), 'lobby', ANN);
    open = true;
    sent = [];
    const connection = { send: (frame) => open && sent.push(frame) > 0 };
    sender = new Sender(outbox, connection, () => {});
  });

  afterEach(() => clock.remove());

  it('sends at once what is written', () => {
    sender.send(say('one'), 'E');
    assert.deepEqual(texts(), ['one']);
  });

  it('sends the next when one is acknowledged', () => {
    sender.send(say('one'), 'E');
    sender.send(say('two'), 'E');
    assert.deepEqual(texts(), ['one']);
    sender.acknowledged(sent[0].id, 1, 0);
    assert.deepEqual(texts(), ['one', 'two']);
  });

  it('removes what is acknowledged after its entry has arrived', () => {
    sender.send(say('one'), 'E');
    sender.acknowledged(sent[0].id, 1, 1);
    assert.deepEqual(outbox.items, []);
  });

  it('sends what waits once it is connected', () => {
    open = false;
    sender.send(say('one'), 'E');
    assert.deepEqual(texts(), []);
    open = true;
    sender.connected();
    assert.deepEqual(texts(), ['one']);
  });

  it('sends a message once its files are uploaded, in its place, with their ids', () => {
    sender.send(say('see'), 'E', [{ key: 'k', name: 'a.png', alt: 'a cat' }]);
    sender.send(say('later'), 'E');
    assert.deepEqual(sent, []);
    const [{ id }] = outbox.items;
    outbox.changeFile(id, 'k', { id: 'F' });
    sender.uploaded();
    assert.deepEqual(sent, [{ type: 'say', text: 'see', id, files: [{ id: 'F', alt: 'a cat' }] }]);
    sender.acknowledged(id, 1, 1);
    assert.deepEqual(texts(), ['see', 'later']);
  });

  it('sends what waits behind a message that is discarded', () => {
    sender.send(say('see'), 'E', [{ key: 'k', name: 'a.png' }]);
    sender.send(say('later'), 'E');
    sender.discard(outbox.items[0].id);
    assert.deepEqual(texts(), ['later']);
  });

  it('lets files be uploaded anew, twice, when the server has them no longer', () => {
    sender.send(say('see'), 'E', [{ key: 'k', name: 'a.png' }]);
    const [{ id }] = outbox.items;
    const losses = [];
    for (let turn = 0; turn < 3; turn++) {
      outbox.changeFile(id, 'k', { id: 'F', address: '/f' });
      sender.uploaded();
      sender.refused({ id, code: 'no-such-file' });
      const [{ state, code, files }] = outbox.items;
      losses.push([state, code, files[0].id, files[0].address]);
    }
    const anew = ['waiting', undefined, undefined, undefined];
    assert.deepEqual(losses, [anew, anew, ['failed', 'no-such-file', undefined, undefined]]);
    assert.deepEqual(texts(), ['see', 'see', 'see']);
  });

  it('sends again, under the same id, what was not answered before a loss', () => {
    sender.send(say('one'), 'E');
    sender.disconnected();
    sender.connected();
    assert.deepEqual(texts(), ['one', 'one']);
    assert.equal(sent[0].id, sent[1].id);
  });

  it('goes on after a refusal, and keeps what was refused', () => {
    sender.send(say('one'), 'E');
    sender.send(say('two'), 'E');
    sender.refused({ id: sent[0].id, code: 'muted' });
    assert.deepEqual(texts(), ['one', 'two']);
    assert.equal(outbox.items[0].state, 'failed');
  });

  it('pauses for retryAfter, and then sends the same first', () => {
    sender.send(say('one'), 'E');
    sender.send(say('two'), 'E');
    sender.refused({ id: sent[0].id, code: 'too-fast', retryAfter: 1_500 });
    clock.advance(1_499);
    assert.deepEqual(texts(), ['one']);
    clock.advance(1);
    assert.deepEqual(texts(), ['one', 'one']);
  });

  it('sends a message again by itself after slow mode, and none after a mute', () => {
    sender.send(say('one'), 'E');
    sender.refused({ id: sent[0].id, code: 'slow', retryAfter: 1_500 });
    clock.advance(1_500);
    assert.deepEqual(texts(), ['one', 'one']);
    sender.refused({ id: sent[0].id, code: 'muted', retryAfter: 1_500 });
    clock.advance(60_000);
    assert.deepEqual(texts(), ['one', 'one']);
    assert.deepEqual([outbox.items[0].state, outbox.items[0].code], ['failed', 'muted']);
  });

  for (const code of ['too-fast', 'slow']) {
    it(`says why and until when it pauses: ${code}`, () => {
      sender.send(say('one'), 'E');
      assert.equal(sender.pause, null);
      sender.refused({ id: sent[0].id, code, retryAfter: 120_000 });
      assert.deepEqual(sender.pause, { code, until: clock.now + 120_000 });
      assert.equal(outbox.items[0].state, 'waiting');
      clock.advance(60_000);
      assert.equal(sender.pause, null);
      assert.deepEqual(texts(), ['one', 'one']);
    });
  }

  it('does not send again by itself what a mute refused, and says until when it holds', () => {
    sender.send(say('one'), 'E');
    sender.refused({ id: sent[0].id, code: 'muted', retryAfter: 20_000 });
    const [{ state, code, until }] = outbox.items;
    assert.deepEqual({ state, code, until }, { state: 'failed', code: 'muted', until: clock.now + 20_000 });
    clock.advance(600_000);
    sender.disconnected();
    sender.connected();
    assert.deepEqual(texts(), ['one']);
  });

  for (const [asked, least] of [
    [0, 100],
    [undefined, 60_000],
    [3_600_000, 60_000],
  ]) {
    it(`pauses for ${least} ms where the server asks for ${asked}`, () => {
      sender.send(say('one'), 'E');
      sender.refused({ id: sent[0].id, code: 'too-fast', retryAfter: asked });
      clock.advance(least - 1);
      assert.equal(sent.length, 1);
      clock.advance(1);
      assert.equal(sent.length, 2);
    });
  }

  it('ends a pause when it is connected anew', () => {
    sender.send(say('one'), 'E');
    sender.refused({ id: sent[0].id, code: 'too-fast', retryAfter: 30_000 });
    sender.connected();
    assert.equal(sent.length, 2);
  });

  it('sends nothing that was discarded', () => {
    open = false;
    sender.send(say('one'), 'E');
    sender.discard(outbox.items[0].id);
    open = true;
    sender.connected();
    assert.deepEqual(texts(), []);
  });

  it('sends a failed message when its author retries', () => {
    sender.send(say('one'), 'E');
    sender.refused({ id: sent[0].id, code: 'muted' });
    sender.retry(sent[0].id);
    assert.deepEqual(texts(), ['one', 'one']);
  });
});
