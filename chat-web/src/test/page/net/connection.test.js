import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { Connection } from '../../../main/page/net/connection.js';
import { FakeClock } from '../testing/fakeClock.js';

/** A socket that does what a test says. */
class FakeWebSocket {
  static CONNECTING = 0;
  static OPEN = 1;
  static all = [];
  readyState = FakeWebSocket.CONNECTING;
  sent = [];
  released = false;

  constructor(address) {
    this.address = String(address);
    FakeWebSocket.all.push(this);
  }

  send(data) {
    this.sent.push(JSON.parse(data));
  }

  close() {
    this.released = true;
  }

  opens() {
    this.readyState = FakeWebSocket.OPEN;
    this.onopen();
  }

  receives(frame) {
    this.onmessage({ data: typeof frame === 'string' ? frame : JSON.stringify(frame) });
  }

  closes(code) {
    return this.onclose({ code });
  }
}

const WELCOME = { type: 'welcome' };

describe('The connection', () => {
  const before = ['WebSocket', 'fetch', 'document', 'addEventListener', 'setInterval'].map((name) => [
    name,
    Object.getOwnPropertyDescriptor(globalThis, name),
  ]);
  let clock;
  let random;
  let events;
  let checks;
  let answer;
  let frames;
  let states;
  let connection;
  const sockets = FakeWebSocket.all;
  const socket = () => sockets.at(-1);

  beforeEach(() => {
    clock = new FakeClock();
    random = Math.random;
    Math.random = () => 0.5;
    events = new Map();
    checks = [];
    sockets.length = 0;
    const listen = (type, act) => events.set(type, act);
    const fakes = {
      WebSocket: FakeWebSocket,
      fetch: async () => answer(),
      document: { visibilityState: 'visible', addEventListener: listen },
      addEventListener: listen,
      setInterval: (act) => checks.push(act),
    };
    for (const [name, value] of Object.entries(fakes)) {
      Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
    }
    frames = [];
    states = [];
    connection = new Connection(new URL('https://chat.example/chat/lobby'), {
      cursor: () => 'E.7',
      frame: (frame) => frames.push(frame),
      state: (state, reason) => states.push(reason === null ? state : `${state} ${reason}`),
    });
    connection.start();
  });

  afterEach(() => {
    clock.remove();
    Math.random = random;
    for (const [name, descriptor] of before) {
      delete globalThis[name];
      if (descriptor) {
        Object.defineProperty(globalThis, name, descriptor);
      }
    }
  });

  const open = () => {
    socket().opens();
    socket().receives(WELCOME);
  };

  it('resumes after the last entry', () => {
    assert.equal(socket().address, 'wss://chat.example/chat/lobby?after=E.7');
    assert.deepEqual(states, ['connecting']);
  });

  it('is open once it has received a welcome', () => {
    socket().opens();
    assert.equal(connection.open, false);
    socket().receives(WELCOME);
    assert.equal(connection.open, true);
    assert.deepEqual(states, ['connecting', 'open']);
  });

  it('sends nothing before it is open', () => {
    assert.equal(connection.send({ type: 'typing' }), false);
    open();
    assert.equal(connection.send({ type: 'typing' }), true);
    assert.deepEqual(socket().sent, [{ type: 'typing' }]);
  });

  it('ignores data that is no frame', () => {
    open();
    for (const data of ['{', '1', 'null', '{"type":1}']) {
      socket().receives(data);
    }
    assert.deepEqual(frames, [WELCOME]);
  });

  it('reconnects after a loss, each time a little later', async () => {
    open();
    await socket().closes(1006);
    clock.advance(249);
    assert.equal(sockets.length, 1);
    clock.advance(1);
    assert.equal(sockets.length, 2);
    answer = () => Promise.reject(new TypeError('unreachable'));
    await socket().closes(1006);
    clock.advance(499);
    assert.equal(sockets.length, 2);
    clock.advance(1);
    assert.equal(sockets.length, 3);
    assert.equal(states.filter((state) => state === 'connecting').length, 1);
  });

  it('waits for a short time again once it was open for 5 seconds', async () => {
    answer = () => Promise.reject(new TypeError('unreachable'));
    for (let attempt = 0; attempt < 4; attempt++) {
      await socket().closes(1006);
      clock.advance(10_000);
    }
    open();
    clock.advance(5_000);
    await socket().closes(1006);
    const { length } = sockets;
    clock.advance(250);
    assert.equal(sockets.length, length + 1);
  });

  it('requests the reason of a refusal, and stops where a retry cannot help', async () => {
    answer = () => new Response('', { status: 403, headers: { 'Chat-Why': 'banned' } });
    await socket().closes(1006);
    assert.deepEqual(states, ['connecting', 'stopped banned']);
    clock.advance(600_000);
    assert.equal(sockets.length, 1);
  });

  it('says that the browser blocks cookies where it is not signed in', async () => {
    const { navigator } = globalThis;
    Object.defineProperty(globalThis, 'navigator', { value: { cookieEnabled: false }, configurable: true });
    answer = () => new Response('', { status: 401, headers: { 'Chat-Why': 'sign-in' } });
    await socket().closes(1006);
    Object.defineProperty(globalThis, 'navigator', { value: navigator, configurable: true });
    assert.deepEqual(states, ['connecting', 'stopped cookies']);
  });

  it('does not shorten a pause that the server demands', async () => {
    open();
    await socket().closes(1008);
    events.get('online')();
    clock.advance(59_999);
    assert.equal(sockets.length, 1);
    clock.advance(1);
    assert.equal(sockets.length, 2);
  });

  it('reconnects at once when the network is back', async () => {
    open();
    await socket().closes(1006);
    events.get('online')();
    assert.equal(sockets.length, 2);
    clock.advance(60_000);
    assert.equal(sockets.length, 2, 'and not a second time');
  });

  it('abandons a socket that has been silent for a minute', () => {
    open();
    clock.advance(60_000);
    checks.forEach((check) => {
      check();
    });
    assert.equal(socket().released, false);
    clock.advance(1);
    checks.forEach((check) => {
      check();
    });
    assert.equal(socket().released, true);
    assert.deepEqual(states, ['connecting', 'open', 'lost']);
  });

  it('abandons a socket that does not open within 15 seconds', () => {
    clock.advance(15_001);
    checks.forEach((check) => {
      check();
    });
    assert.equal(socket().released, true);
  });

  it('ignores a socket that it has abandoned', () => {
    open();
    const old = socket();
    connection.reopen();
    assert.equal(old.onmessage, null);
    assert.equal(old.onclose, null);
  });

  it('does not open a second socket where an answer comes after a new start', async () => {
    let arrive;
    answer = () => new Promise((resolve) => (arrive = resolve));
    const closing = socket().closes(1006);
    await Promise.resolve();
    connection.start();
    arrive(new Response('', { status: 403, headers: { 'Chat-Why': 'origin' } }));
    await closing;
    assert.deepEqual(states.includes('stopped 403'), false);
    assert.equal(sockets.length, 2);
  });
});
