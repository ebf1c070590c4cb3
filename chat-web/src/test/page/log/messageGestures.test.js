import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { MessageGestures } from '../../../main/page/log/messageGestures.js';
import { FakeClock } from '../testing/fakeClock.js';

const WIDTH = 390;

/** The log, with one message that fills it. */
class FakeLog extends EventTarget {
  classList = { add() {}, remove() {}, toggle() {} };
  style = { setProperty() {}, removeProperty() {} };

  closest(selector) {
    return selector.startsWith('.message') ? this : null;
  }

  touch(type, clientX, clientY) {
    const finger = { pointerType: 'touch', isPrimary: true, pointerId: 1, clientX, clientY };
    this.dispatchEvent(Object.assign(new Event(type), finger));
  }

  swipe([fromX, fromY], [toX, toY]) {
    this.touch('pointerdown', fromX, fromY);
    this.touch('pointermove', toX, toY);
    this.touch('pointerup', toX, toY);
  }
}

describe('a finger at a message', () => {
  let clock;
  let log;
  let acts;

  beforeEach(() => {
    globalThis.Element = FakeLog;
    globalThis.innerWidth = WIDTH;
    clock = new FakeClock();
    log = new FakeLog();
    acts = [];
    new MessageGestures(log, { reply: () => acts.push('reply'), open: () => acts.push('open') });
  });

  afterEach(() => {
    clock.remove();
    delete globalThis.Element;
    delete globalThis.innerWidth;
  });

  it('replies by a swipe of 56 px to the left', () => {
    log.swipe([200, 100], [145, 100]);
    assert.deepEqual(acts, []);
    log.swipe([200, 100], [144, 100]);
    assert.deepEqual(acts, ['reply']);
  });

  it('scrolls where it moves more along than across', () => {
    log.swipe([200, 100], [130, 200]);
    assert.deepEqual(acts, []);
  });

  it('does not reply from the right edge, where it opens the drawer of people', () => {
    log.swipe([WIDTH - 20, 100], [200, 100]);
    assert.deepEqual(acts, []);
  });

  it('opens the actions by a hold, also at the edge', () => {
    log.touch('pointerdown', WIDTH - 20, 100);
    clock.advance(449);
    assert.deepEqual(acts, []);
    clock.advance(1);
    assert.deepEqual(acts, ['open']);
  });
});
