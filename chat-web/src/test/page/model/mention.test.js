import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { isSameName, mentionParts, mentionPattern, mentions } from '../../../main/page/model/mention.js';

describe('A text mentions somebody', () => {
  for (const [text, name] of [
    ['@Ann hi', 'Ann'],
    ['hi @ann!', 'Ann'],
    ['(@Ann)', 'Ann'],
    ['好@小明你好', '小明'],
    ['@Ann你好', 'Ann'],
    ['@a-b (x)!', 'a-b'],
    ['@C++ is here', 'C++'],
    ['first line\n@Ann', 'Ann'],
  ]) {
    it(`by ${JSON.stringify(text)}: ${name}`, () => assert.equal(mentions(text, name), true));
  }
});

describe('A text does not mention somebody', () => {
  for (const [text, name, others] of [
    ['Ann', 'Ann'],
    ['@Annabel', 'Ann'],
    ['mail@ann', 'Ann'],
    ['a.@ann', 'Ann'],
    ['`@Ann`', 'Ann'],
    ['```\n@Ann\n```', 'Ann'],
    ['```\n@Ann and no end', 'Ann'],
    ['@Ann Lee', 'Ann', ['Ann Lee']],
    [undefined, 'Ann'],
  ]) {
    it(`by ${JSON.stringify(text)}: ${name}`, () => assert.equal(mentions(text, name, others), false));
  }
});

describe('Of several members a text mentions those of the shared cases', () => {
  const lines = readFileSync(new URL('mentions.tsv', import.meta.url), 'utf8').split('\n');
  for (const line of lines.filter((each) => each && !each.startsWith('#'))) {
    const [text, names, mentioned] = line.split('\t').map((field) => field.replaceAll('\\n', '\n'));
    it(JSON.stringify(text), () => {
      const all = names.split('|');
      const found = all.filter((name) => mentions(text, name, all));
      assert.deepEqual(found, mentioned ? mentioned.split('|') : []);
    });
  }
});

describe('The pattern of mentions', () => {
  it('is none without names', () => {
    assert.equal(mentionPattern([]), null);
  });

  it('finds the longer of two names that begin alike', () => {
    const names = [...'@Ann Lee and @Ann'.matchAll(mentionPattern(['Ann', 'Ann Lee']))].map(([, name]) => name);
    assert.deepEqual(names, ['Ann Lee', 'Ann']);
  });

  it('takes no name for a pattern', () => {
    assert.deepEqual('@abc'.match(mentionPattern(['a.c'])), null);
    assert.equal('@a.c'.match(mentionPattern(['a.c']))[0], '@a.c');
  });
});

describe('The parts of a text', () => {
  it('are its mentions and what is between them', () => {
    assert.deepEqual(mentionParts('hi @Ann, hi @BOB', mentionPattern(['Ann', 'Bob'])), [
      { text: 'hi ' },
      { text: '@Ann', name: 'Ann' },
      { text: ', hi ' },
      { text: '@BOB', name: 'BOB' },
    ]);
  });

  it('are the text itself where it mentions nobody', () => {
    assert.deepEqual(mentionParts('hi', mentionPattern(['Ann'])), [{ text: 'hi' }]);
  });
});

describe('Two names', () => {
  it('are the same in capitals, and not without their accents', () => {
    assert.equal(isSameName('ann', 'ANN'), true);
    assert.equal(isSameName('Rene', 'René'), false);
  });
});
