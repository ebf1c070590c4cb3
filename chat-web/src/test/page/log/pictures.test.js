import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { picturesOf } from '../../../main/page/log/pictures.js';
import { Conversation } from '../../../main/page/model/conversation.js';
import { deleted, message, said } from '../testing/builders.js';

const picture = (id, more = {}) => ({
  id,
  name: `${id}.png`,
  type: 'image/png',
  size: 9,
  width: 4,
  height: 3,
  ...more,
});
const ids = (messages) => picturesOf(messages).map(({ file }) => file.id);

describe('The pictures of a conversation', () => {
  it('are in the order of the messages, with their author', () => {
    const messages = [
      message(1, '', { files: [picture('a'), picture('b')] }),
      message(2),
      message(3, 'see', { files: [picture('c')] }),
    ];
    assert.deepEqual(ids(messages), ['a', 'b', 'c']);
    assert.equal(picturesOf(messages)[2].author, 'Ann');
  });

  it('are of a type that browsers show, and of a known size', () => {
    const others = [
      picture('x', { type: 'image/svg+xml' }),
      picture('y', { width: undefined }),
      picture('z', { type: 'video/mp4' }),
    ];
    assert.deepEqual(ids([message(1, '', { files: [...others, picture('a')] })]), ['a']);
  });

  it('are gone with a message that is deleted', () => {
    const conversation = new Conversation();
    conversation.reset('E.0', [], false);
    conversation.append(said(1, '', { files: [picture('a')] }));
    assert.deepEqual(ids(conversation.messages), ['a']);
    conversation.append(deleted(2, 1));
    assert.deepEqual(ids(conversation.messages), []);
  });
});
