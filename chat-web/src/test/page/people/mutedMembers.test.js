import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { MutedMembers } from '../../../main/page/people/mutedMembers.js';
import { ANN, BOB, message } from '../testing/builders.js';
import { FakeStorage } from '../testing/fakeStorage.js';

describe('The muted members', () => {
  let storage;
  let muted;
  const ofBob = (seq) => message(seq, 'hi', { from: BOB });

  beforeEach(() => {
    storage = new FakeStorage();
    muted = new MutedMembers(storage);
  });

  it('are none at first', () => {
    assert.deepEqual(muted.all, []);
    assert.equal(muted.hides(ofBob(1)), false);
  });

  it('have their messages hidden, also after a reload', () => {
    muted.set(BOB, true);
    for (const one of [muted, new MutedMembers(storage)]) {
      assert.equal(one.hides(ofBob(1)), true);
      assert.equal(one.hides(message(2, 'hi', { from: ANN })), false);
    }
  });

  it('have their messages shown again once they are not muted any more', () => {
    muted.set(BOB, true);
    muted.set(BOB, false);
    assert.equal(muted.hides(ofBob(1)), false);
    assert.deepEqual(new MutedMembers(storage).all, []);
  });

  it('have single messages shown that were opened', () => {
    muted.set(BOB, true);
    muted.open([1]);
    assert.equal(muted.hides(ofBob(1)), false);
    assert.equal(muted.hides(ofBob(2)), true);
  });

  it('have opened messages hidden again once a member is muted', () => {
    muted.set(BOB, true);
    muted.open([1]);
    muted.set(ANN, true);
    assert.equal(muted.hides(ofBob(1)), true);
  });

  it('notify of each change', () => {
    let changes = 0;
    muted.changed = () => changes++;
    muted.set(BOB, true);
    muted.open([1]);
    assert.equal(changes, 2);
  });

  it('are 500 at most', () => {
    for (let index = 0; index <= 500; index++) {
      muted.set({ id: `m${index}`, name: 'M' }, true);
    }
    assert.equal(muted.all.length, 500);
    assert.equal(muted.has('m500'), false);
  });
});
