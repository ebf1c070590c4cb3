/** The reconnect policy: whether and when a closed connection is opened again. Pure. */

/** The first wait is 250 ms, and each failure doubles it up to 10 s, as a server that is down needs no more attempts. */
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 10_000;
/** 60 s after the server has asked for a pause. */
const PAUSE_MS = 60_000;
/** Clients come back within 5 s of a restart, spread at random, because all at once would be a burst. */
const RESTART_SPREAD_MS = 5_000;

/** Statuses that a second attempt will not change: the person has to do something first. */
const FINAL_STATUS = new Set([401, 403, 404, 409]);

/**
 * @typedef {object} Reconnect
 * @property {'stopped' | 'lost' | 'unchanged'} state what the connection's state becomes
 * @property {number | string | null} why
 * @property {number} wait how long until the next attempt, in milliseconds
 * @property {boolean} pause whether the server has asked for the wait, so that nothing may shorten it
 */

/**
 * @param {number} code the close code; 0 where the connection was never open
 * @param {number} status the HTTP status of the address; 0 where nothing answers
 * @param {string | null} why what the server says about it
 * @param {number} failures how many attempts have failed before
 * @param {() => number} [random]
 * @returns {Reconnect}
 */
export function afterClose(code, status, why, failures, random = Math.random) {
  if (FINAL_STATUS.has(status) || (code >= 4000 && code <= 4499)) {
    return { state: 'stopped', why: why || status || code, wait: Infinity, pause: false };
  }
  if (code === 1008 || status === 429) {
    return { state: 'lost', why: status || code, wait: PAUSE_MS, pause: true };
  }
  if (code === 1012) {
    return { state: 'unchanged', why: null, wait: random() * RESTART_SPREAD_MS, pause: false };
  }
  const reason = status === 503 ? status : null;
  return { state: 'lost', why: reason, wait: backoff(failures, random), pause: false };
}

/**
 * An exponential backoff with jitter.
 *
 * @param {number} failures
 * @param {() => number} [random]
 */
export function backoff(failures, random = Math.random) {
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures) * (0.5 + random());
}
