import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { Archive } from '../../../main/page/net/archive.js';

describe('The archive', () => {
  const { fetch } = globalThis;
  let asked;
  let answer;

  beforeEach(() => {
    asked = [];
    globalThis.fetch = async (address) => {
      asked.push(address);
      return answer();
    };
  });

  afterEach(() => {
    globalThis.fetch = fetch;
  });

  const archive = new Archive('b%C3%BCro');
  const { signal } = new AbortController();
  const found = { cursor: 'E.9', messages: [], more: false };

  it('asks for the messages before an entry', async () => {
    answer = () => Response.json(found);
    assert.deepEqual(await archive.before(10, 50), found);
    assert.deepEqual(asked, ['/api/rooms/b%C3%BCro/messages?before=10&limit=50']);
  });

  it('has nothing where the server fails', async () => {
    answer = () => new Response('', { status: 500 });
    assert.equal(await archive.before(10, 50), null);
  });

  it('has nothing where the server cannot be reached', async () => {
    answer = () => Promise.reject(new TypeError('unreachable'));
    assert.equal(await archive.before(10, 50), null);
  });

  it('has nothing where an answer breaks off', async () => {
    answer = () => new Response('{"cursor":');
    assert.equal(await archive.before(10, 50), null);
  });

  it('searches for words, first among all messages', async () => {
    answer = () => Response.json(found);
    await archive.search('a & b', 0, signal);
    await archive.search('a', 7, signal);
    assert.deepEqual(asked, ['/api/rooms/b%C3%BCro/search?q=a+%26+b', '/api/rooms/b%C3%BCro/search?q=a&before=7']);
  });

  for (const status of [400, 429]) {
    it(`returns the server's sentence for a search refused with ${status}`, async () => {
      answer = () => new Response('Two letters, please.', { status, headers: { 'Chat-Why': 'x' } });
      assert.deepEqual(await archive.search('a', 0, signal), { refused: 'Two letters, please.' });
    });
  }

  for (const status of [400, 429, 502]) {
    it(`does not take a proxy's ${status} for a refusal`, async () => {
      answer = () => new Response('<html>', { status });
      assert.equal(await archive.search('a', 0, signal), null);
    });
  }

  it('has no members where the server fails', async () => {
    answer = () => new Response('', { status: 503 });
    assert.deepEqual(await archive.members('a', signal), []);
  });

  it('has the members that the server finds', async () => {
    answer = () => Response.json({ members: [{ id: 'a', name: 'Ann' }] });
    assert.deepEqual(await archive.members('a', signal), [{ id: 'a', name: 'Ann' }]);
  });
});
