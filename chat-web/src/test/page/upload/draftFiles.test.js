import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { DraftFiles } from '../../../main/page/upload/draftFiles.js';
import { FakeStorage } from '../testing/fakeStorage.js';

describe('The files of a draft', () => {
  let storage;
  let stored;
  let draft;

  const bytes = {
    store: async (key, blob) => stored.set(key, blob),
    load: async (key) => stored.get(key) ?? null,
    remove: async (key) => stored.delete(key),
  };
  const afterReload = () => new DraftFiles(storage, 'files/garden', bytes).load();
  const fileOf = (words, name) => new File([words], name, { type: 'text/plain' });

  beforeEach(() => {
    storage = new FakeStorage();
    stored = new Map();
    draft = new DraftFiles(storage, 'files/garden', bytes);
  });

  it('are there after a reload, in their order, with their names, types and descriptions', async () => {
    draft.add(fileOf('one', '一.txt'));
    const second = draft.add(fileOf('two', 'two.txt'));
    draft.describe(second, 'the second');
    const [one, two] = await afterReload();
    assert.deepEqual([one.file.name, one.file.type, one.alt], ['一.txt', 'text/plain', '']);
    assert.deepEqual([two.key, two.file.name, two.alt], [second, 'two.txt', 'the second']);
    assert.equal(await two.file.text(), 'two');
  });

  it('are gone once they are removed, with their bytes', async () => {
    const key = draft.add(fileOf('one', 'one.txt'));
    draft.remove(key);
    assert.deepEqual(await afterReload(), []);
    assert.equal(stored.size, 0);
    assert.equal(storage.values.size, 0);
  });

  it('are left out where the browser has removed their bytes', async () => {
    const lost = draft.add(fileOf('one', 'one.txt'));
    draft.add(fileOf('two', 'two.txt'));
    stored.delete(lost);
    assert.deepEqual(
      (await afterReload()).map(({ file }) => file.name),
      ['two.txt'],
    );
  });
});
