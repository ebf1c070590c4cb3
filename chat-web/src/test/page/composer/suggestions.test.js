import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { completableIn, matchingMembers, withFound } from '../../../main/page/composer/suggestions.js';
import { KnownNames } from '../../../main/page/model/knownNames.js';
import { ANN } from '../testing/builders.js';

describe('The completable part of a text', () => {
  for (const [before, kind, letters] of [
    ['@', 'name', ''],
    ['hi @an', 'name', 'an'],
    ['好@小', 'name', '小'],
    ['(@an', 'name', 'an'],
    [':sm', 'emoji', 'sm'],
    ['好 ：微', 'emoji', '微'],
    ['nice :+1', 'emoji', '+1'],
  ]) {
    it(`is a ${kind} in ${JSON.stringify(before)}`, () => {
      const found = completableIn(before);
      assert.deepEqual([found.kind, found.letters], [kind, letters]);
      assert.ok(before.endsWith(found.written));
    });
  }

  for (const before of ['', 'hi', 'me@an', '@ann ', ':', 'at 10:30', 'http:x y', 'a:sm']) {
    it(`is nothing in ${JSON.stringify(before)}`, () => assert.equal(completableIn(before), null));
  }
});

describe('The members who match', () => {
  let names;
  const member = (name) => ({ id: name.toLowerCase(), name });
  const found = (letters) => matchingMembers(names, letters, ANN).map(({ name }) => name);

  beforeEach(() => {
    names = new KnownNames();
    names.addAuthor(member('Carla'));
    names.join([member('Oscar'), member('Carl'), member('Dora')]);
  });

  it('are the present ones first, and those first whose name begins so', () => {
    assert.deepEqual(found('car'), ['Carl', 'Oscar', 'Carla']);
  });

  it('are found in any case', () => assert.deepEqual(found('DOR'), ['Dora']));

  it('are not oneself', () => {
    names.join([ANN]);
    assert.deepEqual(found('ann'), []);
  });

  it('are 8 at most', () => {
    names.join(Array.from({ length: 20 }, (_, index) => member(`Person ${index}`)));
    assert.equal(found('person').length, 8);
  });

  it('are followed by those that the server finds, without oneself and without duplicates', () => {
    const all = withFound([member('Carl')], [member('Carl'), ANN, member('Chloe')], ANN);
    assert.deepEqual(
      all.map(({ name }) => name),
      ['Carl', 'Chloe'],
    );
  });
});
