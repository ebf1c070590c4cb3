import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { excerpt, splitAtMatches } from '../../../main/page/search/excerpt.js';

describe('The excerpt of a message', () => {
  it('is all of a short one', () => assert.equal(excerpt('hello there', ['there']), 'hello there'));

  it('begins a little before the first match', () => {
    const written = `${'a'.repeat(100)}needle${'b'.repeat(300)}`;
    assert.equal(excerpt(written, ['needle']), `…${'a'.repeat(40)}needle${'b'.repeat(194)}…`);
  });

  it('begins at the beginning where the match is near it', () => {
    assert.equal(excerpt(`${'a'.repeat(80)}needle`, ['needle']), `${'a'.repeat(80)}needle`);
  });

  it('is found in any case, by the first of several words', () => {
    const written = `${'a '.repeat(60)}Two ${'b '.repeat(60)}One`;
    assert.ok(excerpt(written, ['one', 'two']).includes('Two'));
  });

  it('begins at the beginning where no word is found', () => {
    assert.equal(excerpt('x'.repeat(300), ['none']), `${'x'.repeat(240)}…`);
  });
});

describe('The matches in a text', () => {
  it('are every second part', () => {
    assert.deepEqual(splitAtMatches('Tea and tea', ['tea']), ['', 'Tea', ' and ', 'tea', '']);
  });

  it('are of all words', () => {
    assert.deepEqual(splitAtMatches('one two', ['two', 'one']), ['', 'one', ' ', 'two', '']);
  });

  it('take no word for a pattern', () => {
    assert.deepEqual(splitAtMatches('a.c abc', ['a.c']), ['', 'a.c', ' abc']);
    assert.deepEqual(splitAtMatches('1+1 (x)', ['(x)']), ['1+1 ', '(x)', '']);
  });
});
