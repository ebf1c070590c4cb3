import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { QuotedMessages } from '../../../main/page/log/quotedMessages.js';
import { Conversation } from '../../../main/page/model/conversation.js';
import { message } from '../testing/builders.js';

describe('Quoted messages', () => {
  const conversation = new Conversation();
  conversation.reset('E.9', [message(9)], true);
  const quotes = () =>
    new QuotedMessages(
      conversation,
      { before: async (seq) => ({ cursor: 'E.9', messages: [message(Math.min(seq - 1, 5))], more: true }) },
      () => {},
    );

  it('are found in the conversation', async () => {
    assert.equal((await quotes().load(9))?.seq, 9);
  });

  it('are loaded where the conversation does not have them', async () => {
    const others = quotes();
    assert.equal(others.find(4), null);
    assert.equal((await others.load(4))?.seq, 4);
    assert.equal((await quotes().load(5))?.seq, 5);
  });

  it('are none where there is no such message', async () => {
    assert.equal(await quotes().load(7), null);
  });
});
