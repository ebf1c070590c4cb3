import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { FakeClock } from '../testing/fakeClock.js';

/** The history of a window: the entries' states, and where it is. Going back takes effect when the test says so. */
class FakeHistory {
  entries = [null];
  #listener = () => {};
  #waiting = 0;

  get state() {
    return this.entries.at(-1);
  }

  pushState(state) {
    this.entries.push(state);
  }

  back() {
    this.#waiting++;
  }

  /** What the person does. */
  goBack() {
    this.entries.pop();
    this.#listener();
  }

  settle() {
    for (; this.#waiting > 0; this.#waiting--) {
      this.goBack();
    }
  }

  listen(listener) {
    this.#listener = listener;
  }
}

describe('Back', () => {
  const history = new FakeHistory();
  const closed = [];
  let clock;
  let openLayer;
  let leaveLayers;

  const open = (name) => {
    const left = openLayer(() => {
      closed.push(name);
      left();
    });
    return left;
  };
  const settled = () => {
    clock.advance(1);
    history.settle();
  };

  before(async () => {
    clock = new FakeClock();
    globalThis.history = history;
    globalThis.location = { hash: '', pathname: '/rooms/lobby', search: '' };
    globalThis.addEventListener = (_, listener) => history.listen(listener);
    ({ leaveLayers, openLayer } = await import('../../../main/page/ui/layers.js'));
    settled();
  });

  after(() => {
    clock.remove();
    delete globalThis.history;
    delete globalThis.location;
    delete globalThis.addEventListener;
  });

  it('closes the topmost layer and stays in the room, one after the other', () => {
    open('drawer');
    open('dialog');
    assert.equal(history.entries.length, 2);
    history.goBack();
    settled();
    assert.deepEqual(closed.splice(0), ['dialog']);
    assert.equal(history.entries.length, 2);
    history.goBack();
    settled();
    assert.deepEqual(closed.splice(0), ['drawer']);
    assert.equal(history.entries.length, 1);
  });

  it('leaves the room at once after a layer was closed otherwise', () => {
    open('sheet')();
    settled();
    assert.equal(history.entries.length, 1);
    assert.deepEqual(closed, []);
  });

  it('is where the page was once all layers are left, and not before', () => {
    const places = [];
    const goOn = () => places.push(history.entries.length);
    open('drawer');
    open('dialog');
    leaveLayers(goOn);
    clock.advance(1);
    assert.deepEqual(closed.splice(0), ['dialog', 'drawer']);
    assert.deepEqual(places, []);
    history.settle();
    assert.deepEqual(places, [1]);
    leaveLayers(goOn);
    settled();
    assert.deepEqual(places, [1, 1]);
  });

  it('closes a layer that opened in place of another', () => {
    open('one')();
    open('other');
    settled();
    assert.equal(history.entries.length, 2);
    history.goBack();
    settled();
    assert.deepEqual(closed.splice(0), ['other']);
    assert.equal(history.entries.length, 1);
  });

  it('closes a layer that opened while the page was going back by itself', () => {
    const left = open('one');
    left();
    clock.advance(1);
    open('late');
    history.settle();
    assert.deepEqual(closed, []);
    assert.equal(history.entries.length, 2);
    history.goBack();
    assert.deepEqual(closed.splice(0), ['late']);
  });
});
