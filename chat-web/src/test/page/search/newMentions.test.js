import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { NewMentions } from '../../../main/page/search/newMentions.js';
import { FakeStorage } from '../testing/fakeStorage.js';

const mention = (no, isNew = true) => ({ no, new: isNew, room: 'garden', message: { seq: 10 * no } });
const [first, second, third] = [mention(1), mention(2), mention(3)];
const read = mention(2, false);

describe('New mentions', () => {
  let storage;

  beforeEach(() => {
    storage = new FakeStorage();
  });

  const listed = (...mentions) => {
    const news = new NewMentions(storage);
    news.add(mentions);
    return news;
  };

  it('are those after what was read of their room', () => {
    const news = listed(third, read, first);
    assert.deepEqual(
      [third, read, first].map((one) => news.has(one)),
      [true, false, true],
    );
    assert.equal(news.count, 2);
  });

  it('are those that were not listed before, whatever was read', () => {
    listed(second, first);
    const news = listed(third, second, first);
    assert.equal(news.has(third), true);
    assert.equal(news.has(second), false);
    assert.equal(news.count, 1);
  });

  it('stay new while the list is open and grows', () => {
    const news = listed(third, second);
    news.add([first]);
    assert.equal(news.count, 3);
    assert.equal(listed(third, second, first).count, 0);
  });

  it('are all that are unread where the server numbers anew', () => {
    listed(mention(40));
    assert.equal(listed(second, first).count, 2);
  });

  it('are walked through without the old ones, and the old ones without them', () => {
    const news = listed(third, read, first);
    assert.deepEqual(news.asNewAs(first), [
      { room: 'garden', seq: 30 },
      { room: 'garden', seq: 10 },
    ]);
    assert.deepEqual(news.asNewAs(read), [{ room: 'garden', seq: 20 }]);
  });

  it('are none of an empty list', () => {
    assert.equal(listed().count, 0);
    assert.equal(listed(first).count, 1);
  });
});
