import '../testing/fakePage.js';
import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';

const { WaitingReason } = await import('../../../main/page/log/waitingReason.js');
const { momentOf } = await import('../../../main/page/ui/texts.js');

describe('Why a message waits', () => {
  const first = { id: '1', state: 'waiting' };
  const second = { id: '2', state: 'waiting' };
  let sender;
  let reason;

  beforeEach(() => {
    sender = { pause: null };
    reason = new WaitingReason({ items: [{ id: '0', state: 'failed' }, first, second] }, sender);
    reason.setConnection('open');
  });

  for (const state of ['connecting', 'lost']) {
    it(`is the connection while that is ${state}`, () => {
      reason.setConnection(state);
      assert.equal(reason.of(first), 'Goes out once connected');
    });
  }

  it('is a database that is away, until the next connection', () => {
    reason.setAway(true);
    assert.equal(reason.of(first), 'No database');
    assert.equal(reason.of(second), 'In turn');
    reason.setConnection('open');
    assert.equal(reason.of(first), 'Sending');
  });

  it('is that nothing is sent any more, once the connection has ended', () => {
    reason.setConnection('stopped', 4003);
    assert.equal(reason.of(first), 'Disconnected');
  });

  for (const code of [401, 4001]) {
    it(`is that nobody is signed in any more: ${code}`, () => {
      reason.setConnection('stopped', code);
      assert.equal(reason.of(first), 'Signed out');
    });
  }

  for (const [code, words] of [
    ['too-fast', 'Too fast, at '],
    ['slow', 'Slow mode, at '],
  ]) {
    it(`is the server's pause, with its end: ${code}`, () => {
      const until = Date.now() + 30_000;
      sender.pause = { code, until };
      assert.equal(reason.of(first), words + momentOf(new Date(until)));
      assert.equal(reason.of(second), 'In turn');
    });
  }

  it('is a file that is not uploaded yet', () => {
    assert.equal(reason.of({ ...first, files: [{ id: 'F' }, {}] }), 'Uploading');
    assert.equal(reason.of({ ...first, files: [{ id: 'F' }, { id: 'G' }] }), 'Sending');
  });

  it('is the message before it', () => {
    assert.equal(reason.of(first), 'Sending');
    assert.equal(reason.of(second), 'In turn');
  });
});
