/**
 * The WebSocket: opened, watched, and opened again after every loss, until the person has to act.
 *
 * @typedef {'connecting' | 'open' | 'lost' | 'stopped'} ConnectionState
 *
 * @typedef {object} ConnectionListener
 * @property {() => string | null} cursor where to go on
 * @property {(frame: {type: string, [field: string]: any}) => void} frame called with each frame
 * @property {(state: ConnectionState, reason: number | string | null) => void} state called with each state; `reason` is an
 *     HTTP status, a close code, or `banned` or `closed`, where known
 */

import { afterClose, backoff } from './reconnect.js';
import { request } from './request.js';

/** 60 s without a frame until the connection counts as lost, because the server sends a heartbeat every 25 s. */
const SILENCE_MS = 60_000;
const OPENING_MS = 15_000;
const CHECK_INTERVAL_MS = 5_000;
/** A connection that was open for 5 s was a good one: the next loss starts with a short wait again. */
const STEADY_MS = 5_000;

export class Connection {
  #address;
  #listener;
  /** @type {WebSocket | null} */
  #socket = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #failures = 0;
  #openedAt = 0;
  #pausing = false;
  /** @type {ConnectionState} */
  #state = 'connecting';

  /** When the last frame arrived. */
  lastReceivedAt = Date.now();

  /**
   * @param {URL} address the room's, http or https
   * @param {ConnectionListener} listener
   */
  constructor(address, listener) {
    this.#address = address;
    this.#listener = listener;
    addEventListener('online', () => this.#reconnectNow());
    addEventListener('offline', () => this.reopen());
    addEventListener('pageshow', (event) => event.persisted && this.#reconnectNow());
    document.addEventListener('visibilitychange', () => this.#visibilityChanged());
    setInterval(() => this.#check(), CHECK_INTERVAL_MS);
  }

  get open() {
    return this.#state === 'open';
  }

  /** Opens the socket, also after a stop. */
  start() {
    clearTimeout(this.#timer);
    this.#pausing = false;
    this.#release();
    if (this.#state !== 'lost') {
      this.#setState(this.#state === 'open' ? 'lost' : 'connecting', null);
    }
    this.#openedAt = 0;
    this.lastReceivedAt = Date.now();
    const socket = new WebSocket(socketAddress(this.#address, this.#listener.cursor()), 'chat.v1');
    socket.onopen = () => {
      this.#openedAt = Date.now();
    };
    socket.onmessage = (event) => this.#received(event.data);
    socket.onclose = (event) => this.#closed(event.code);
    this.#socket = socket;
  }

  /**
   * Sends a frame; false where it cannot be sent now.
   *
   * @param {object} frame
   */
  send(frame) {
    if (this.open && this.#socket?.readyState === WebSocket.OPEN) {
      this.#socket.send(JSON.stringify(frame));
      return true;
    }
    return false;
  }

  /** Abandons this socket and opens another, because the close of a lost connection may take minutes. */
  reopen() {
    if (this.#socket) {
      this.#resetFailures();
      this.#release();
      this.#setState('lost', null);
      this.#startIn(backoff(this.#failures++));
    }
  }

  /** @param {unknown} data */
  #received(data) {
    this.lastReceivedAt = Date.now();
    const frame = parseFrame(data);
    if (frame?.type === 'welcome') {
      this.#setState('open', null);
    }
    if (frame) {
      this.#listener.frame(frame);
    }
  }

  /** @param {number} code */
  async #closed(code) {
    const opened = this.#openedAt > 0;
    this.#resetFailures();
    if (opened) {
      this.#setState('lost', null);
    }
    const socket = this.#socket;
    const { status, reason } = opened ? { status: 0, reason: null } : await refusalOf(this.#address);
    // A new connection may have been opened while the answer was awaited.
    if (socket === this.#socket) {
      this.#release();
      this.#reconnect(opened ? code : 0, status, reason);
    }
  }

  /**
   * @param {number} code
   * @param {number} status
   * @param {string | null} reason
   */
  #reconnect(code, status, reason) {
    const next = afterClose(code, status, reason, this.#failures);
    if (next.reason === 401 && navigator.cookieEnabled === false) {
      next.reason = 'cookies';
    }
    if (next.state !== 'unchanged') {
      this.#setState(next.state, next.reason);
    }
    if (next.state === 'stopped') {
      return;
    }
    if (next.state === 'lost' && !next.pause) {
      this.#failures++;
    }
    this.#pausing = next.pause;
    this.#startIn(next.wait);
  }

  #resetFailures() {
    if (this.#openedAt > 0 && Date.now() - this.#openedAt >= STEADY_MS) {
      this.#failures = 0;
    }
  }

  /** @param {number} milliseconds */
  #startIn(milliseconds) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.start(), milliseconds);
  }

  /** Reconnects at once, because an event says that it may work now. A pause that the server demanded is kept. */
  #reconnectNow() {
    if (this.#state !== 'stopped' && !this.#pausing) {
      this.start();
    }
  }

  #visibilityChanged() {
    const silent = Date.now() - this.lastReceivedAt > SILENCE_MS;
    if (document.visibilityState === 'visible' && (silent || !this.#socket)) {
      this.#reconnectNow();
    }
  }

  #check() {
    const opening = this.#socket?.readyState === WebSocket.CONNECTING;
    if (Date.now() - this.lastReceivedAt > (opening ? OPENING_MS : SILENCE_MS)) {
      this.reopen();
    }
  }

  #release() {
    const socket = this.#socket;
    this.#socket = null;
    if (socket) {
      socket.onopen = socket.onmessage = socket.onclose = null;
      socket.close();
    }
  }

  /**
   * @param {ConnectionState} state
   * @param {number | string | null} reason
   */
  #setState(state, reason) {
    this.#state = state;
    this.#listener.state(state, reason);
  }
}

/**
 * The socket's address, made of the room's.
 *
 * @param {URL} address
 * @param {string | null} cursor
 */
function socketAddress(address, cursor) {
  const socket = new URL(address);
  socket.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  if (cursor !== null) {
    socket.searchParams.set('after', cursor);
  }
  return socket;
}

/**
 * @param {any} data
 * @returns {{type: string, [field: string]: any} | null} null where it is no frame
 */
function parseFrame(data) {
  try {
    const frame = JSON.parse(data);
    return typeof frame?.type === 'string' ? frame : null;
  } catch {
    return null;
  }
}

/**
 * Why a socket was refused: a browser does not tell a page, but the same address without Upgrade answers it.
 *
 * @param {URL} address
 * @returns {Promise<{status: number, reason: string | null}>} status 0 where nothing answers; `reason` is the header `Chat-Why`
 */
async function refusalOf(address) {
  const response = await request(address, { cache: 'no-store', redirect: 'manual', timeout: OPENING_MS });
  return response ? { status: response.status, reason: response.headers.get('Chat-Why') } : { status: 0, reason: null };
}
