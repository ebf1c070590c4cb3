import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { beginWalk, stepFrom } from '../../../main/page/search/mentionWalk.js';
import { FakeStorage } from '../testing/fakeStorage.js';

describe('The walk from mention to mention', () => {
  const places = [
    { room: 'garden', seq: 7 },
    { room: 'garden', seq: 3 },
    { room: 'attic', seq: 7 },
  ];
  let storage;

  beforeEach(() => {
    storage = new FakeStorage();
  });

  it('is none before a mention of the list was opened', () => {
    assert.equal(stepFrom(storage, places[0]), null);
  });

  it('leads from each place to the next of the list, also in another room', () => {
    beginWalk(storage, places);
    assert.deepEqual(stepFrom(storage, places[0]), { next: places[1], number: 2, count: 3 });
    assert.deepEqual(stepFrom(storage, { room: 'Garden', seq: 3 }), { next: places[2], number: 3, count: 3 });
  });

  it('ends at the last place', () => {
    beginWalk(storage, places);
    assert.equal(stepFrom(storage, places[2]), null);
  });

  it('is left at a message that is none of its places', () => {
    beginWalk(storage, places);
    assert.equal(stepFrom(storage, { room: 'attic', seq: 3 }), null);
  });

  it('is replaced by the next', () => {
    beginWalk(storage, places);
    beginWalk(storage, [places[2], places[0]]);
    assert.deepEqual(stepFrom(storage, places[2]), { next: places[0], number: 2, count: 2 });
  });
});
