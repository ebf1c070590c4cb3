import '../testing/fakePage.js';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

const { clockOf, counted, dayOf, durationOf, has, lineTimeOf, momentOf, phrase, text, timeOf } = await import(
  '../../../main/page/ui/texts.js'
);
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

  it('has a blank behind its number in Chinese, as before it', () => {
    assert.equal(durationOf(8_000, 'zh-CN'), '8 秒钟');
    assert.equal(durationOf(86_400_000, 'zh-CN'), '1 天');
  });
});

describe('The label of a badge', () => {
  it('is the number', () => assert.equal(badgeLabel(99), '99'));
  it('is short in any case', () => assert.equal(badgeLabel(100), '99+'));
});

describe('A time', () => {
  const date = new Date(2026, 10, 25, 9, 1, 58);

  it('is in the language of the page, whatever the browser speaks', () => {
    for (const words of [timeOf(date), dayOf(date), clockOf(date), momentOf(date)]) {
      assert.match(words, /^[\x20-\x7e\u202f]+$/);
    }
    assert.match(timeOf(date), /Nov/);
    assert.match(dayOf(date), /Wednesday/);
  });

  it('is a clock on a line, or the full time where the reader wants that', () => {
    assert.equal(lineTimeOf(date), clockOf(date));
    assert.match(clockOf(date), /^0?9:01( AM)?$/);
    document.documentElement.dataset.times = 'full';
    assert.equal(lineTimeOf(date), timeOf(date));
    document.documentElement.dataset.times = 'clock';
  });

  it('that is soon has its seconds, and its day only where that is not today', () => {
    assert.match(momentOf(new Date()), /^\d\d?:\d\d:\d\d( [AP]M)?$/);
    assert.equal(momentOf(date), timeOf(date));
  });
});
