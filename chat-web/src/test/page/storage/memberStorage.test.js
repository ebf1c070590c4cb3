import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { MemberStorage } from '../../../main/page/storage/memberStorage.js';
import { FakeStorage } from '../testing/fakeStorage.js';

describe("A member's storage", () => {
  let storage;

  beforeEach(() => {
    storage = new FakeStorage();
  });

  it('loads what it has stored, also after a reload', () => {
    new MemberStorage(storage, 'a').store('key', { value: 1 });
    assert.deepEqual(new MemberStorage(storage, 'a').load('key'), { value: 1 });
  });

  it('removes what is stored for another member when it begins', () => {
    new MemberStorage(storage, 'a').store('key', 1);
    new MemberStorage(storage, 'b');
    assert.deepEqual([...storage.values.keys()], []);
  });

  it('leaves alone what is not stored for a member', () => {
    storage.store('draft/lobby/a', 'soon');
    new MemberStorage(storage, 'b').clear();
    assert.equal(storage.load('draft/lobby/a'), 'soon');
  });

  it('does not take a member for another whose id begins alike', () => {
    const one = new MemberStorage(storage, 'a');
    one.store('key', 1);
    assert.equal(new MemberStorage(storage, 'aa').load('key'), null);
    assert.deepEqual([...storage.values.keys()], []);
  });

  it('lists its keys without its own prefix', () => {
    const one = new MemberStorage(storage, 'a');
    one.store('known/lobby', 1);
    one.store('rooms', 1);
    assert.deepEqual(one.keysWithPrefix('known/'), ['known/lobby']);
  });

  it('stores nothing any more once it is frozen, and keeps what is there', () => {
    const one = new MemberStorage(storage, 'a');
    one.store('key', 1);
    one.freeze();
    one.store('key', 2);
    assert.equal(one.load('key'), 1);
  });

  it('is empty once it is cleared, and stores nothing any more', () => {
    const one = new MemberStorage(storage, 'a');
    one.store('key', 1);
    one.clear();
    one.store('other', 2);
    assert.deepEqual([...storage.values.keys()], []);
  });
});
