import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import '../testing/fakePage.js';
import { joinedBadge, roomBadges } from '../../../main/page/rooms/roomBadges.js';

describe('The badges of a room', () => {
  const mention = { isMention: true, label: '@2', title: '2 mentions of you' };
  const unread = { isMention: false, label: '99+', title: '120 new messages' };

  it('say how much is unread, also beside the mentions', () => {
    assert.deepEqual(roomBadges({ unread: 120, mentions: 2 }), [mention, unread]);
    assert.deepEqual(roomBadges({ unread: 120, mentions: 0 }), [unread]);
  });

  it('are none where nothing is unread', () => {
    assert.deepEqual(roomBadges({ unread: 0, mentions: 0 }), []);
    assert.equal(joinedBadge([]), undefined);
  });

  it('are joined where there is room for one', () => {
    assert.deepEqual(joinedBadge([mention, unread]), { ...mention, title: '2 mentions of you, 120 new messages' });
    assert.deepEqual(joinedBadge([unread]), unread);
  });
});
