import '../testing/fakePage.js';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

const { counted, durationOf, has, phrase, text } = await import('../../../main/page/ui/texts.js');
const { badgeLabel } = await import('../../../main/page/ui/badge.js');

describe('A text of the page', () => {
  it('has its values in it', () => assert.equal(text('greeting', { name: 'Ann' }), 'Hello Ann!'));
  it('keeps a placeholder that has no value', () => assert.equal(text('greeting'), 'Hello {name}!'));
  it('is its key where there is no phrase', () => assert.equal(text('nosuch'), 'nosuch'));

  it('is there or not', () => {
    assert.equal(has('greeting'), true);
    assert.equal(has('nosuch'), false);
  });

  it('does not take a value for a placeholder', () => {
    assert.equal(text('greeting', { name: '{name} $&' }), 'Hello {name} $&!');
  });

  it('fits a count', () => {
    assert.equal(counted('new', 1), '1 new message');
    assert.equal(counted('new', 1234), '1,234 new messages');
  });

  it('becomes nodes', () => {
    const ann = { node: true };
    assert.deepEqual(phrase('greeting', { name: ann }), ['Hello ', ann, '!']);
  });
});

describe('A duration', () => {
  for (const [milliseconds, words] of [
    [0, '1 second'],
    [1_400, '1 second'],
    [59_000, '59 seconds'],
    [60_000, '1 minute'],
    [89_000, '1 minute'],
    [90_000, '2 minutes'],
    [3_600_000, '1 hour'],
    [48 * 3_600_000, '2 days'],
  ]) {
    it(`of ${milliseconds} ms is ${words}`, () => assert.equal(durationOf(milliseconds), words));
  }
});

describe('The label of a badge', () => {
  it('is the number', () => assert.equal(badgeLabel(99), '99'));
  it('is short in any case', () => assert.equal(badgeLabel(100), '99+'));
});
