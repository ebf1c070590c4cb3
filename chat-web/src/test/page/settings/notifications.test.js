import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import '../testing/fakePage.js';
import { KnownNames } from '../../../main/page/model/knownNames.js';
import { Notifications } from '../../../main/page/settings/notifications.js';
import { ANN, BOB, message } from '../testing/builders.js';
import { FakeStorage } from '../testing/fakeStorage.js';

describe('Notifications', () => {
  const GLOBALS = ['window', 'Notification', 'isSecureContext', 'location'];
  const before = GLOBALS.map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)]);
  const answered = { load: async (seq) => ({ 1: message(1), 2: message(2, 'of Bob', { from: BOB }) })[seq] ?? null };
  let shown;
  let notifications;
  let names;

  beforeEach(() => {
    shown = [];
    class FakeNotification {
      static permission = 'granted';
      constructor(_, { body }) {
        shown.push(body);
      }
    }
    const fakes = [{ Notification: FakeNotification }, FakeNotification, true, { href: 'http://chat/rooms/tea' }];
    for (const [index, name] of GLOBALS.entries()) {
      Object.defineProperty(globalThis, name, { value: fakes[index], configurable: true });
    }
    Object.assign(document, { visibilityState: 'hidden', hasFocus: () => false });
    names = new KnownNames();
    names.setPresent([ANN, BOB]);
    notifications = new Notifications(new FakeStorage(), 'tea', ANN);
  });

  afterEach(() => {
    for (const [name, descriptor] of before) {
      delete globalThis[name];
      if (descriptor) {
        Object.defineProperty(globalThis, name, descriptor);
      }
    }
  });

  const arrives = (text, more = {}) => notifications.messageArrived({ from: BOB, text, ...more }, names, answered);

  it('are of mentions, and of answers to messages of this member', async () => {
    await arrives('hello');
    await arrives('hello @Ann');
    await arrives('an answer', { re: 1 });
    await arrives('an answer to Bob', { re: 2 });
    await arrives('an answer to what is not known', { re: 3 });
    await arrives('my own answer', { from: ANN, re: 1 });
    assert.deepEqual(shown, ['hello @Ann', 'an answer']);
  });

  it('are of an answer that mentions this member once', async () => {
    await arrives('yes, @Ann', { re: 1 });
    assert.deepEqual(shown, ['yes, @Ann']);
  });

  it('are none where the room says so, or somebody looks at the page', async () => {
    notifications.change({ level: 'nothing' });
    await arrives('an answer', { re: 1 });
    notifications.change({ level: 'mentions' });
    Object.assign(document, { visibilityState: 'visible', hasFocus: () => true });
    await arrives('an answer', { re: 1 });
    assert.deepEqual(shown, []);
  });
});
