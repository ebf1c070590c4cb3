import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { DeferredEvents } from '../../../main/page/ui/deferredEvents.js';

/** An element; what it is inside of is given by the selectors that match. */
class FakeElement extends EventTarget {
  constructor(matching = '') {
    super();
    this.matching = matching;
  }

  closest(selector) {
    return this.matching && selector.includes(this.matching) ? this : null;
  }
}

describe('events until a part of the page is loaded', () => {
  before(() => {
    globalThis.Element = FakeElement;
  });

  after(() => {
    delete globalThis.Element;
  });

  it('call back when a person acts, because that part is wanted now', () => {
    const log = new FakeElement();
    let acted = 0;
    new DeferredEvents(log, ['pointerover', 'click', 'keydown'], async () => acted++);
    log.dispatchEvent(new Event('pointerover'));
    assert.equal(acted, 0);
    log.dispatchEvent(new Event('click'));
    log.dispatchEvent(new Event('keydown'));
    assert.equal(acted, 2);
  });

  it('are dispatched again, but for a click at what acts by itself', () => {
    for (const [matching, expected] of [
      ['', 1],
      ['button', 0],
    ]) {
      const log = new FakeElement(matching);
      let acted = 0;
      const deferred = new DeferredEvents(log, ['click'], async () => acted++);
      log.dispatchEvent(new Event('click'));
      let heard = 0;
      log.addEventListener('click', () => heard++);
      deferred.replay();
      assert.deepEqual([heard, acted], [expected, expected]);
    }
  });

  it('are forgotten where the part could not be loaded', async () => {
    const log = new FakeElement();
    const deferred = new DeferredEvents(log, ['click'], async () => {});
    log.dispatchEvent(new Event('click'));
    await Promise.resolve();
    let heard = 0;
    log.addEventListener('click', () => heard++);
    deferred.replay();
    assert.equal(heard, 0);
  });
});
