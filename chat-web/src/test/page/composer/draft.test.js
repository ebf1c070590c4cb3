import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  codePoints,
  frameOf,
  hasMarkup,
  mentionAfter,
  sendable,
  withLineBreaks,
} from '../../../main/page/composer/draft.js';
import { message } from '../testing/builders.js';

describe('A text', () => {
  it('is counted in code points, as the server counts', () => {
    assert.equal(codePoints('a😀好'), 3);
  });

  it('is sent without control characters, but with its lines', () => {
    assert.equal(sendable('a\u0000b\u0007\n\tc\r'), 'ab\n\tc');
  });

  it('is sent without halves of characters', () => {
    assert.equal(sendable('a\ud83d b \ude00'), 'a b ');
    assert.equal(sendable('😀'), '😀');
  });
});

describe('A mention', () => {
  it('stands at the beginning without a space before it', () => assert.equal(mentionAfter('Ann', ''), '@Ann '));
  it('has a space before it after a word', () => assert.equal(mentionAfter('Ann', 'hi'), ' @Ann '));
  it('has no further space after a space or a line', () => {
    assert.equal(mentionAfter('Ann', 'hi '), '@Ann ');
    assert.equal(mentionAfter('Ann', 'hi\n'), '@Ann ');
  });
});

describe('A preview is offered', () => {
  for (const written of [
    '**bold**',
    '- item',
    '1. item',
    '> quote',
    '`code`',
    'see https://a.b',
    ':smile:',
    'a\n# b',
  ]) {
    it(`for ${JSON.stringify(written)}`, () => assert.equal(hasMarkup(written), true));
  }

  for (const written of ['', 'hello there', 'well-known', 'at 10:30', 'no 1.5', '你好']) {
    it(`not for ${JSON.stringify(written)}`, () => assert.equal(hasMarkup(written), false));
  }
});

describe('The frame of a text', () => {
  it('is a message', () => assert.deepEqual(frameOf(null, 'hi'), { type: 'say', text: 'hi' }));

  it('is a reply', () => {
    assert.deepEqual(frameOf({ kind: 'reply', message: message(7) }, 'hi'), { type: 'say', text: 'hi', re: 7 });
  });

  it('is an edit', () => {
    const mode = { kind: 'edit', message: message(7, 'old') };
    assert.deepEqual(frameOf(mode, 'new'), { type: 'edit', of: 7, text: 'new' });
  });

  it('is none where an edit changes nothing', () => {
    assert.equal(frameOf({ kind: 'edit', message: message(7, 'old') }, 'old'), null);
  });
});

describe('The line breaks of a pasted text', () => {
  for (const [name, pasted] of [
    ['a line tabulation, as Word has it', 'one\vtwo'],
    ['a form feed', 'one\ftwo'],
    ['a next line, as PowerPoint has it', 'one\u0085two'],
    ['a line separator', 'one\u2028two'],
    ['a paragraph separator', 'one\u2029two'],
  ]) {
    it(`are kept: ${name}`, () => {
      assert.equal(sendable(pasted), 'one\ntwo');
      assert.equal(withLineBreaks(pasted), 'one\ntwo');
    });
  }
});
