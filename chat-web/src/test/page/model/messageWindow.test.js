import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { Conversation } from '../../../main/page/model/conversation.js';
import { MessageWindow } from '../../../main/page/model/messageWindow.js';
import { messages, said } from '../testing/builders.js';

describe('The window of a conversation', () => {
  let conversation;
  let view;
  const numbers = () => {
    const { from, to } = view.range();
    const shown = (view.conversation ?? conversation).messages.slice(from, to);
    return [shown[0]?.seq, shown.at(-1)?.seq];
  };

  beforeEach(() => {
    conversation = new Conversation();
    conversation.reset('E.1000', messages(1, 1000), false);
    view = new MessageWindow(conversation);
  });

  it('is empty where there is nothing', () => {
    view = new MessageWindow(new Conversation());
    assert.deepEqual(view.range(), { from: 0, to: 0 });
    assert.equal(view.atEnd, true);
  });

  it('is the last 300 messages at first', () => {
    assert.deepEqual(numbers(), [701, 1000]);
    assert.equal(view.atEnd, true);
    assert.equal(view.following, true);
  });

  it('is the last 100 messages once the reader goes to the end', () => {
    view.moveToEnd();
    assert.deepEqual(numbers(), [901, 1000]);
  });

  it('follows new messages, and drops the oldest beyond 300', () => {
    numbers();
    conversation.append(said(1001));
    assert.deepEqual(numbers(), [702, 1001]);
  });

  it('grows upwards by 50, and does not follow any more', () => {
    view.moveToEnd();
    assert.equal(view.extendUp(), true);
    assert.deepEqual(numbers(), [851, 1000]);
    assert.equal(view.following, false);
  });

  it('does not grow beyond the first message', () => {
    conversation.reset('E.10', messages(1, 10), false);
    view.moveToEnd();
    assert.equal(view.extendUp(), false);
    assert.deepEqual(numbers(), [1, 10]);
  });

  it('drops messages at the end where it grows upwards beyond 300', () => {
    view.moveToEnd();
    for (let step = 0; step < 5; step++) {
      view.extendUp();
    }
    assert.deepEqual(numbers(), [651, 950]);
    assert.equal(view.atEnd, false);
  });

  it('grows downwards again to the end', () => {
    view.centreOn(900);
    assert.deepEqual(numbers(), [850, 949]);
    view.extendDown();
    assert.equal(view.atEnd, false);
    view.extendDown();
    assert.deepEqual(numbers(), [850, 1000]);
    assert.equal(view.atEnd, true);
  });

  it('stays at its messages while new ones arrive at the end', () => {
    view.centreOn(500);
    conversation.append(said(1001));
    assert.deepEqual(numbers(), [450, 549]);
  });

  it('stays at its messages while older ones are put before them', () => {
    conversation.reset('E.1000', messages(501, 1000), true);
    view.centreOn(600);
    conversation.prepend('E.1000', messages(1, 500), false);
    assert.deepEqual(numbers(), [550, 649]);
  });

  it('keeps its messages when it moves to the conversation that has them all', () => {
    const part = conversation.detached('E.1000', messages(401, 600), true, 600);
    view = new MessageWindow(part);
    view.centreOn(500);
    view.range();
    view.moveTo(conversation);
    assert.deepEqual(numbers(), [450, 549]);
  });
});
