import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { graphemesOf, isLoneEmoji } from '../../../main/page/model/graphemes.js';

describe('The graphemes of a text', () => {
  const { Segmenter } = Intl;

  afterEach(() => {
    Intl.Segmenter = Segmenter;
  });

  for (const [text, graphemes] of [
    ['', []],
    ['Ann', ['A', 'n', 'n']],
    ['小明', ['小', '明']],
    ['e\u0301t', ['e\u0301', 't']],
    ['👩‍👩‍👧 x', ['👩‍👩‍👧', ' ', 'x']],
    ['👍🏽👍', ['👍🏽', '👍']],
    ['🇨🇳🇩🇪', ['🇨🇳', '🇩🇪']],
    ['❤️1️⃣', ['❤️', '1️⃣']],
  ]) {
    it(`are ${graphemes.length} in ${JSON.stringify(text)}, also in a browser without a segmenter`, () => {
      assert.deepEqual(graphemesOf(text), graphemes);
      delete Intl.Segmenter;
      assert.deepEqual(graphemesOf(text), graphemes);
    });
  }
});

describe('A lone emoji', () => {
  for (const text of ['🍅', '🍅🍅', '❤️ 👍🏽 🇨🇳', '👩‍👩‍👧', '1️⃣']) {
    it(`is ${text}`, () => assert.equal(isLoneEmoji(text), true));
  }

  for (const text of ['', '1', '#', '🍅🍅🍅🍅', '🍅 hi', 'hi 🍅', `🍅${' '.repeat(60)}`]) {
    it(`is not ${JSON.stringify(text)}`, () => assert.equal(isLoneEmoji(text), false));
  }
});
