/**
 * The socket: opened, watched, and opened again after whatever happened, until somebody has to act.
 *
 * @typedef {'connecting' | 'open' | 'lost' | 'stopped'} State
 * @typedef {object} Listener
 * @property {() => string | null} cursor what to go on after
 * @property {(frame: object) => void} frame a frame came
 * @property {(state: State, why: number | string | null) => void} state `why`: an HTTP status, a close code or `banned`, `closed`, where known
 */

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 10_000;
const LONG_PAUSE_MS = 60_000;
const RESTART_SPREAD_MS = 5_000;
/** The server beats every 25 s at most. */
const SILENCE_MS = 60_000;
const OPENING_MS = 15_000;
const LOOK_MS = 5_000;
/** A connection that stood this long was a good one: the next loss starts with a short wait again. */
const STEADY_MS = 5_000;

/** Answers that a second try will not change: somebody has to do something first. */
const FINAL_STATUS = new Set([401, 403, 404, 409]);

export class Connection {
  #address;
  #listener;
  #socket = null;
  #timer = 0;
  #failures = 0;
  #openedAt = 0;
  #pausing = false;
  #state = 'connecting';

  /** When the server was last heard. */
  heardAt = Date.now();

  /**
   * @param {URL} address the room's, http or https
   * @param {Listener} listener
   */
  constructor(address, listener) {
    this.#address = address;
    this.#listener = listener;
    addEventListener('online', () => this.#hurry());
    addEventListener('offline', () => this.#drop());
    addEventListener('pageshow', (event) => event.persisted && this.#hurry());
    document.addEventListener('visibilitychange', () => this.#looked());
    setInterval(() => this.#watch(), LOOK_MS);
  }

  get open() {
    return this.#state === 'open';
  }

  /** Opens the socket; after a stop, somebody asked for it. */
  start() {
    clearTimeout(this.#timer);
    this.#pausing = false;
    this.#release();
    if (this.#state !== 'lost') {
      this.#become(this.#state === 'open' ? 'lost' : 'connecting', null);
    }
    this.#openedAt = 0;
    this.heardAt = Date.now();
    const socket = new WebSocket(socketAddress(this.#address, this.#listener.cursor()), 'chat.v1');
    socket.onopen = () => (this.#openedAt = Date.now());
    socket.onmessage = (event) => this.#heard(event.data);
    socket.onclose = (event) => this.#closed(event.code);
    this.#socket = socket;
  }

  /** Sends a frame if it can be sent now. */
  send(frame) {
    if (this.open && this.#socket?.readyState === WebSocket.OPEN) {
      this.#socket.send(JSON.stringify(frame));
      return true;
    }
    return false;
  }

  /** Gives up this socket and opens another: what it brought cannot be right. */
  reopen() {
    this.#drop();
  }

  #heard(data) {
    this.heardAt = Date.now();
    const frame = read(data);
    if (frame?.type === 'welcome') {
      this.#become('open', null);
    }
    if (frame) {
      this.#listener.frame(frame);
    }
  }

  async #closed(code) {
    const opened = this.#openedAt > 0;
    this.#settle();
    if (opened) {
      this.#become('lost', null);
    }
    const socket = this.#socket;
    const [status, why] = opened ? [0, null] : await askWhy(this.#address);
    // Somebody may have asked for a new connection while we waited for the answer.
    if (socket === this.#socket) {
      this.#release();
      this.#comeBack(opened ? code : 0, status, why);
    }
  }

  #comeBack(code, status, why) {
    if (FINAL_STATUS.has(status) || (code >= 4000 && code <= 4499)) {
      this.#become('stopped', why || status || code);
    } else if (code === 1008 || status === 429) {
      this.#become('lost', status || code);
      this.#startIn(LONG_PAUSE_MS);
      this.#pausing = true;
    } else if (code === 1012) {
      this.#startIn(Math.random() * RESTART_SPREAD_MS);
    } else {
      this.#become('lost', status === 503 ? status : null);
      this.#startIn(this.#backoff());
    }
  }

  #backoff() {
    const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** this.#failures++);
    return wait * (0.5 + Math.random());
  }

  #settle() {
    if (this.#openedAt > 0 && Date.now() - this.#openedAt >= STEADY_MS) {
      this.#failures = 0;
    }
  }

  #startIn(milliseconds) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.start(), milliseconds);
  }

  /** A dead socket may take minutes to say so: let go of it and come back. */
  #drop() {
    if (this.#socket) {
      this.#settle();
      this.#release();
      this.#become('lost', null);
      this.#startIn(this.#backoff());
    }
  }

  /** Something says that it may work now. A pause that the server asked for is kept. */
  #hurry() {
    if (this.#state !== 'stopped' && !this.#pausing) {
      this.start();
    }
  }

  #looked() {
    const asleep = Date.now() - this.heardAt > SILENCE_MS;
    if (document.visibilityState === 'visible' && (asleep || !this.#socket)) {
      this.#hurry();
    }
  }

  #watch() {
    const opening = this.#socket?.readyState === WebSocket.CONNECTING;
    if (this.#socket && Date.now() - this.heardAt > (opening ? OPENING_MS : SILENCE_MS)) {
      this.#drop();
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

  #become(state, why) {
    this.#state = state;
    this.#listener.state(state, why);
  }
}

/** The socket's address derived from the page's own. */
function socketAddress(address, cursor) {
  const socket = new URL(address);
  socket.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  if (cursor !== null) {
    socket.searchParams.set('after', cursor);
  }
  return socket;
}

function read(data) {
  try {
    const frame = JSON.parse(data);
    return typeof frame?.type === 'string' ? frame : null;
  } catch {
    return null;
  }
}

/**
 * A browser does not tell a page why a socket was refused: the same address without Upgrade answers it.
 *
 * @returns {Promise<[number, string | null]>} the status, 0 where nobody answers; and what the owner said about it
 */
async function askWhy(address) {
  try {
    const signal = AbortSignal.timeout(OPENING_MS);
    const answer = await fetch(address, { cache: 'no-store', redirect: 'manual', signal });
    return [answer.status, answer.headers.get('Chat-Why')];
  } catch {
    return [0, null];
  }
}
