import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import '../testing/fakePage.js';
import { problem } from '../../../main/page/ui/downloads.js';

describe('A download', () => {
  const { fetch } = globalThis;

  afterEach(() => {
    globalThis.fetch = fetch;
  });

  for (const [status, key] of [
    [200, null],
    [401, 'why.401'],
    [403, 'why.banned'],
    [503, 'download.failed'],
  ]) {
    it(`${key ? `is refused by ${key}` : 'begins'} where the server answers ${status}`, async () => {
      globalThis.fetch = async () => new Response('{}', { status });
      assert.equal(await problem(), key);
    });
  }

  it('is refused where the server cannot be reached', async () => {
    globalThis.fetch = () => Promise.reject(new TypeError('unreachable'));
    assert.equal(await problem(), 'download.failed');
  });
});
