import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { Thread } from '../../../main/page/model/thread.js';
import { deleted, edited, message, said } from '../testing/builders.js';

describe('A thread', () => {
  let thread;
  const texts = () => thread.conversation.messages.map(({ text }) => text);
  const answer = (seq, more = {}) => message(seq, `answer ${seq}`, { re: 1, ...more });
  const found = (...messages) => ({ cursor: 'E.9', messages, more: false });

  beforeEach(() => {
    thread = new Thread(1);
  });

  it('is a message with the answers to it, and no others', () => {
    thread.begin(message(1, 'root'), found(answer(4), message(5), answer(6)));
    assert.deepEqual(texts(), ['root', 'answer 4', 'answer 6']);
  });

  it('has the answers that arrive, once', () => {
    thread.begin(message(1, 'root', { replies: 1 }), found(answer(6)));
    thread.entryArrived(said(10, 'ten', { re: 1 }));
    thread.entryArrived(said(10, 'ten', { re: 1 }));
    thread.entryArrived(said(11, 'eleven', { re: 6 }));
    assert.deepEqual(texts(), ['root', 'answer 6', 'ten']);
  });

  it('has what arrives while it is loaded', () => {
    thread.entryArrived(said(9, 'known', { re: 1 }));
    thread.entryArrived(said(10, 'ten', { re: 1 }));
    thread.begin(message(1, 'root'), found(answer(9)));
    assert.deepEqual(texts(), ['root', 'answer 9', 'ten']);
  });

  it('has the changes of its messages', () => {
    thread.begin(message(1, 'root'), found(answer(4), answer(6)));
    thread.entryArrived(edited(10, 4, 'corrected'));
    thread.entryArrived(deleted(11, 6));
    assert.deepEqual(texts(), ['root', 'corrected', undefined]);
  });

  it('has earlier answers before the others', () => {
    thread.begin(message(1, 'root'), { ...found(answer(6)), more: true });
    thread.prepend(found(answer(4), answer(6)));
    assert.deepEqual(texts(), ['root', 'answer 4', 'answer 6']);
    assert.equal(thread.conversation.more, false);
  });
});
