import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { EMOJI, emojiNamed, searchEmoji } from '../../../main/page/emoji/emoji.js';
import { replaceShortcodes } from '../../../main/page/emoji/shortcodes.js';

describe('The named emoji', () => {
  it('have an emoji and at least two names each', () => {
    assert.ok(EMOJI.length > 150);
    assert.deepEqual(
      EMOJI.filter(({ emoji, names }) => !/\p{Emoji}/u.test(emoji) || names.length < 2),
      [],
    );
  });

  it('are found by a name in either language, in any case', () => {
    assert.equal(emojiNamed('smile'), '😄');
    assert.equal(emojiNamed('SMILE'), '😄');
    assert.equal(emojiNamed('微笑'), '😄');
    assert.equal(emojiNamed('nosuch'), undefined);
  });

  it('are searched by the beginning of a name first', () => {
    const found = searchEmoji('smi').map(({ names }) => names[0]);
    assert.deepEqual(found.slice(0, 2), ['smiley', 'smile']);
    assert.ok(found.indexOf('slight_smile') > 1);
  });

  for (const { names, emoji } of EMOJI) {
    it(`are found first by their own name: ${names[0]}`, () => {
      assert.deepEqual(
        names.map((name) => searchEmoji(name)[0].emoji),
        names.map(() => emoji),
      );
    });
  }

  it('are not found by letters that no name has', () => {
    assert.deepEqual(searchEmoji('nosuch'), []);
  });
});

describe('Shortcodes', () => {
  for (const [written, sent] of [
    ['nice :smile:', 'nice 😄'],
    ['好:微笑:的', '好😄的'],
    [':+1::tada:', '👍🎉'],
    [':nosuch: stays', ':nosuch: stays'],
    ['`:smile:` stays in code', '`:smile:` stays in code'],
    ['```\n:smile:\n``` and :smile:', '```\n:smile:\n``` and 😄'],
    ['at 10:30:15', 'at 10:30:15'],
    ['1:100:2', '1:100:2'],
    ['std::ok::x', 'std::ok::x'],
    ['foo:no:bar', 'foo:no:bar'],
    ['é:ok: :ok:é', 'é:ok: :ok:é'],
    ['C:\\:no:\\x', 'C:\\:no:\\x'],
    ['http://x.example/:cat:/', 'http://x.example/:cat:/'],
    ['http://h:fire:80/', 'http://h:fire:80/'],
    ['https://x.example/(:cat:)', 'https://x.example/(:cat:)'],
    ['(:ok:), ":no:"\n:cat:!', '(👌), "❌"\n🐱!'],
    ['❤️:ok:👍:no:', '❤️👌👍❌'],
    [':nosuch::ok:', ':nosuch:👌'],
  ]) {
    it(`make ${JSON.stringify(sent)} of ${JSON.stringify(written)}`, () =>
      assert.equal(replaceShortcodes(written), sent));
  }
});
