import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { Conversation } from '../../../main/page/model/conversation.js';
import { Gap } from '../../../main/page/model/gap.js';
import { Notes } from '../../../main/page/model/notes.js';
import { messages, reacted, said } from '../testing/builders.js';

const LOST_AT = 1_000_000;

describe('A gap', () => {
  let conversation;
  let notes;
  let gap;
  let now;
  const texts = () => notes.all.map(({ after, text, count }) => [after, text, count].join(' ').trim());

  beforeEach(() => {
    conversation = new Conversation();
    conversation.reset('E.5', messages(1, 5), false);
    notes = new Notes();
    now = LOST_AT;
    gap = new Gap(conversation, notes, () => now);
  });

  function comesBackAfter(milliseconds, cursor) {
    gap.begin(LOST_AT);
    now += milliseconds;
    gap.resume(cursor);
  }

  it('says how many messages were missed, once the last of them has arrived', () => {
    comesBackAfter(5_000, 'E.7');
    conversation.append(said(6));
    gap.entryArrived();
    assert.deepEqual(texts(), []);
    conversation.append(said(7));
    gap.entryArrived();
    assert.deepEqual(texts(), ['5 back.some 2']);
  });

  it('says how long it was', () => {
    comesBackAfter(90_000, 'E.5');
    assert.equal(notes.all[0].duration, 90_000);
  });

  it('does not count entries that are no messages', () => {
    comesBackAfter(60_000, 'E.7');
    conversation.append(reacted(6, 1));
    conversation.append(said(7));
    gap.entryArrived();
    assert.deepEqual(texts(), ['5 back.some 1']);
  });

  it('of less than 30 seconds in which nothing was missed is not mentioned', () => {
    comesBackAfter(29_999, 'E.5');
    assert.deepEqual(texts(), []);
  });

  it('of 30 seconds in which nothing was missed is mentioned', () => {
    comesBackAfter(30_000, 'E.5');
    assert.deepEqual(texts(), ['5 back.none']);
  });

  it('begins with the first loss, however many attempts fail after it', () => {
    gap.begin(LOST_AT);
    gap.begin(LOST_AT + 20_000);
    now += 40_000;
    gap.resume('E.5');
    assert.equal(notes.all[0].duration, 40_000);
  });

  it('is mentioned once', () => {
    comesBackAfter(60_000, 'E.5');
    conversation.append(said(6));
    gap.entryArrived();
    assert.equal(notes.all.length, 1);
  });

  it('that is too long to catch up stands before the first message that is there', () => {
    gap.begin(LOST_AT);
    now += 60_000;
    conversation.reset('E.900', messages(851, 900), true);
    gap.restart(true);
    assert.deepEqual(texts(), ['850 back.gap']);
  });

  it('after which the room begins anew is called that', () => {
    gap.begin(LOST_AT);
    conversation.reset('F.2', messages(1, 2), false);
    gap.restart(false);
    assert.deepEqual(texts(), ['0 back.anew']);
  });

  it('is none before anything was there', () => {
    gap = new Gap(new Conversation(), notes, () => now);
    comesBackAfter(60_000, 'E.0');
    assert.deepEqual(texts(), []);
  });
});
