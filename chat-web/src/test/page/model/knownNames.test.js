import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { KnownNames } from '../../../main/page/model/knownNames.js';
import { ANN, BOB, MING } from '../testing/builders.js';

describe('The known names', () => {
  let names;
  const all = () => names.all.map(({ name }) => name);

  beforeEach(() => {
    names = new KnownNames();
  });

  it('are none at first, and neither is their pattern', () => {
    assert.deepEqual(all(), []);
    assert.equal(names.pattern, null);
  });

  it('have the present members before the latest authors', () => {
    names.addAuthor(MING);
    names.addAuthor(BOB);
    names.join([ANN]);
    assert.deepEqual(all(), ['Ann', 'Bob', '小明']);
  });

  it('remember a member who leaves', () => {
    names.join([ANN]);
    names.leave([ANN]);
    assert.equal(names.isPresent('a'), false);
    assert.deepEqual(all(), ['Ann']);
  });

  it('do not remember a member who leaves without having been present', () => {
    names.leave([ANN]);
    assert.deepEqual(all(), []);
  });

  it('have no duplicates', () => {
    names.addAuthor(ANN);
    names.join([ANN]);
    assert.deepEqual(all(), ['Ann']);
  });

  it('are replaced by the present members after a reconnect', () => {
    names.join([ANN]);
    names.setPresent([BOB]);
    assert.deepEqual(all(), ['Bob']);
  });

  it('have a pattern that knows a new member, and a new nickname', () => {
    names.join([ANN]);
    assert.match('@Ann', names.pattern);
    names.join([BOB]);
    assert.match('@Bob', names.pattern);
    names.addAuthor({ id: 'c', name: 'Carl' });
    assert.match('@Carl', names.pattern);
    names.addAuthor({ id: 'c', name: 'Carla' });
    assert.match('@Carla', names.pattern);
  });

  it('have 500 authors at most, the latest', () => {
    for (let index = 0; index <= 500; index++) {
      names.addAuthor({ id: `m${index}`, name: `M${index}` });
    }
    assert.equal(names.all.length, 500);
    assert.equal(all()[0], 'M500');
    assert.equal(all().includes('M0'), false);
  });
});

describe('A mention', () => {
  it('is of the longest known name that fits', () => {
    const names = new KnownNames();
    names.setPresent([
      { id: '1', name: '张三' },
      { id: '2', name: '张三丰' },
      { id: '3', name: 'Anna' },
      { id: '4', name: 'Anna Maria' },
    ]);
    assert.equal(names.mentions('@张三丰', '张三'), false);
    assert.equal(names.mentions('@张三丰', '张三丰'), true);
    assert.equal(names.mentions('@张三 hi', '张三'), true);
    assert.equal(names.mentions('@Anna Maria hi', 'Anna'), false);
    assert.equal(names.mentions('@Anna hi', 'Anna'), true);
    assert.equal(names.mentions(undefined, 'Anna'), false);
  });
});
