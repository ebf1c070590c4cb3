import '../testing/fakePage.js';
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { FakeClock } from '../testing/fakeClock.js';

const { Restrictions } = await import('../../../main/page/composer/restrictions.js');

describe('The composer', () => {
  let clock;
  let shown;
  let restrictions;

  beforeEach(() => {
    clock = new FakeClock();
    restrictions = new Restrictions({
      restrict: (sentence, blocked) => {
        shown = { sentence, blocked };
      },
    });
    restrictions.setConnection('open', null);
  });

  afterEach(() => clock.remove());

  it('is free at first', () => assert.deepEqual(shown, { sentence: '', blocked: false }));

  for (const [reason, sentence] of [
    [4001, 'Signed out.'],
    [4321, 'Closed.'],
    [null, 'Closed.'],
  ]) {
    it(`says why nothing can be sent: ${reason}`, () => {
      restrictions.setConnection('stopped', reason);
      assert.deepEqual(shown, { sentence, blocked: true });
      restrictions.setConnection('open', null);
      assert.deepEqual(shown, { sentence: '', blocked: false });
    });
  }

  it('says until when the room is closed, where it knows', () => {
    restrictions.set({ closedUntil: new Date(clock.now + 5_000).toISOString() });
    restrictions.setConnection('lost', null);
    restrictions.setConnection('stopped', 4003);
    assert.match(shown.sentence, /^Closed until .*\d\d:\d\d.*\.$/);
    clock.advance(5_000);
    assert.equal(restrictions.explanationOf(4003), 'Closed.');
    assert.equal(restrictions.explanationOf(4001), 'Signed out.');
  });

  it('says until when a mute holds, and no longer', () => {
    restrictions.refused({ code: 'muted', retryAfter: 20_000 });
    assert.match(shown.sentence, /^Muted until .*\d\d:\d\d.*\.$/);
    assert.equal(shown.blocked, false);
    clock.advance(20_000);
    assert.equal(shown.sentence, '');
  });

  it('forgets a mute when something is accepted', () => {
    restrictions.refused({ code: 'muted', retryAfter: 20_000 });
    restrictions.accepted();
    assert.equal(shown.sentence, '');
  });

  it('says that the database is away, until it is back, and not over a new connection', () => {
    restrictions.set({ slow: 30_000, log: 'away' });
    assert.deepEqual(shown, { sentence: 'No database.', blocked: false });
    restrictions.set({ slow: 30_000, log: 'ok' });
    assert.equal(shown.sentence, 'One each 30 seconds.');
    restrictions.set({ log: 'away' });
    restrictions.setConnection('open', null);
    assert.equal(shown.sentence, '');
  });

  it('says what the server says of this member and room, and that it ends', () => {
    restrictions.set({ slow: 30_000 });
    assert.equal(shown.sentence, 'One each 30 seconds.');
    restrictions.set({ slow: 30_000, mutedUntil: new Date(clock.now + 5_000).toISOString() });
    assert.match(shown.sentence, /^Muted/);
    restrictions.set({});
    assert.equal(shown.sentence, '');
  });

  it('does not take another refusal for a mute', () => {
    restrictions.refused({ code: 'too-fast', retryAfter: 20_000 });
    assert.equal(shown.sentence, '');
  });
});
