import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { storage } from '../../../main/page/storage/storage.js';

/** A local storage, of which each value is a property, as in a browser. */
class FakeLocalStorage {
  setItem(key, value) {
    this[key] = value;
  }

  getItem(key) {
    return Object.hasOwn(this, key) ? this[key] : null;
  }

  removeItem(key) {
    delete this[key];
  }
}

describe('The storage', () => {
  let before;

  beforeEach(() => {
    before = Object.getOwnPropertyDescriptor(globalThis, 'localStorage');
    Object.defineProperty(globalThis, 'localStorage', { value: new FakeLocalStorage(), configurable: true });
  });

  afterEach(() => {
    delete globalThis.localStorage;
    if (before) {
      Object.defineProperty(globalThis, 'localStorage', before);
    }
  });

  const forbid = () =>
    Object.defineProperty(globalThis, 'localStorage', {
      get() {
        throw new Error('forbidden');
      },
      configurable: true,
    });

  it('loads what was stored', () => {
    storage.store('key', { value: [1, null] });
    assert.deepEqual(storage.load('key'), { value: [1, null] });
  });

  it('has nothing for a key that was not stored, or was removed', () => {
    assert.equal(storage.load('key'), null);
    storage.store('key', 1);
    storage.remove('key');
    assert.equal(storage.load('key'), null);
  });

  it('lists the keys with a prefix, and none of other scripts', () => {
    storage.store('a/1', 1);
    storage.store('b/1', 1);
    localStorage.setItem('a/2', '1');
    assert.deepEqual(storage.keysWithPrefix('a/'), ['a/1']);
  });

  it('has nothing where a value is broken', () => {
    localStorage.setItem('chat/key', '{');
    assert.equal(storage.load('key'), null);
  });

  it('stores nothing where the browser forbids it, without an error', () => {
    forbid();
    storage.store('key', 1);
    storage.remove('key');
    assert.equal(storage.load('key'), null);
    assert.deepEqual(storage.keysWithPrefix(''), []);
  });
});
