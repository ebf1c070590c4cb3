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
    [':no', 'emoji', 'no'],
  ]) {
    it(`is a ${kind} in ${JSON.stringify(before)}`, () => {
      const found = completableIn(before);
      assert.deepEqual([found.kind, found.letters], [kind, letters]);
      assert.ok(before.endsWith(found.written));
    });
  }

  for (const before of [
    '',
    'hi',
    'me@an',
    '@ann ',
    ':',
    'at 10:30',
    'http:x y',
    'a:sm',
    'haha :D',
    ':p',
    ':3',
    '：D',
  ]) {
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

  it('are those first who spoke last, among those who are alike', () => {
    names.join(Array.from({ length: 20 }, (_, index) => member(`Mo ${index}`)));
    names.addAuthor(member('Mo 7'));
    names.addAuthor(member('Mo 19'));
    assert.deepEqual(found('m').slice(0, 3), ['Mo 19', 'Mo 7', 'Mo 0']);
    names.leave([member('Mo 3')]);
    names.join([member('Mo 3')]);
    assert.deepEqual(found('m').slice(0, 2), ['Mo 19', 'Mo 7']);
  });

  it('have those in their order whom the server finds by pinyin', () => {
    const ming = member('明明');
    names.join([ming, member('Mo')]);
    names.addAuthor(ming);
    const all = withFound([member('Mo')], [ming], ANN, { names, letters: 'm' });
    assert.deepEqual(
      all.map(({ name }) => name),
      ['明明', 'Mo'],
    );
  });

  it('are not oneself', () => {
    names.join([ANN]);
    assert.deepEqual(found('ann'), []);
  });

  it('are 8 at most', () => {
    names.join(Array.from({ length: 20 }, (_, index) => member(`Person ${index}`)));
    assert.equal(found('person').length, 8);
  });

  it('are followed by those that the server finds, without oneself and without duplicates', () => {
    const all = withFound([member('Carl')], [member('Carl'), ANN, member('Chloe')], ANN, { names, letters: 'c' });
    assert.deepEqual(
      all.map(({ name }) => name),
      ['Carl', 'Chloe'],
    );
  });
});
