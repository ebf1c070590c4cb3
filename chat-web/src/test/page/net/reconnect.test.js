import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { afterClose, backoff } from '../../../main/page/net/reconnect.js';

const middle = () => 0.5;

describe('After a close, the connection', () => {
  for (const status of [401, 403, 404, 409]) {
    it(`stops where the server answers ${status}`, () => {
      const { state, reason } = afterClose(0, status, 'name', 0, middle);
      assert.deepEqual([state, reason], ['stopped', status]);
    });

    it(`reconnects where a proxy answers ${status}`, () => {
      const { state, reason, wait } = afterClose(1006, status, null, 0, middle);
      assert.deepEqual([state, reason, wait], ['lost', null, 250]);
    });
  }

  for (const code of [4000, 4001, 4499]) {
    it(`stops with the close code ${code}`, () => {
      const { state, reason } = afterClose(code, 0, null, 0, middle);
      assert.deepEqual([state, reason], ['stopped', code]);
    });
  }

  it('stops with what the owner says about it', () => {
    assert.equal(afterClose(0, 403, 'banned', 0, middle).reason, 'banned');
  });

  it('pauses for a minute where it was too much', () => {
    assert.deepEqual(afterClose(1008, 0, null, 0, middle), { state: 'lost', reason: 1008, wait: 60_000, pause: true });
    assert.deepEqual(afterClose(0, 429, null, 0, middle), { state: 'lost', reason: 429, wait: 60_000, pause: true });
  });

  it('reconnects within 5 seconds of a restart, at random', () => {
    assert.equal(afterClose(1012, 0, null, 9, () => 0).wait, 0);
    assert.equal(afterClose(1012, 0, null, 9, middle).wait, 2_500);
    assert.equal(afterClose(1012, 0, null, 9, middle).state, 'unchanged');
  });

  it('says that the server is full, and reconnects', () => {
    const { state, reason, pause } = afterClose(0, 503, null, 0, middle);
    assert.deepEqual([state, reason, pause], ['lost', 503, false]);
  });

  for (const code of [1000, 1001, 1006, 1011, 4500]) {
    it(`reconnects after the close code ${code}`, () => {
      const { state, reason, wait } = afterClose(code, 0, null, 0, middle);
      assert.deepEqual([state, reason, wait], ['lost', null, 250]);
    });
  }
});

describe('The backoff', () => {
  it('doubles from 250 milliseconds up to 10 seconds', () => {
    assert.deepEqual(
      [0, 1, 2, 5, 6, 50].map((failures) => backoff(failures, middle)),
      [250, 500, 1_000, 8_000, 10_000, 10_000],
    );
  });

  it('is spread by half to either side', () => {
    assert.equal(
      backoff(1, () => 0),
      250,
    );
    assert.ok(backoff(1, () => 0.999) < 750);
  });
});
