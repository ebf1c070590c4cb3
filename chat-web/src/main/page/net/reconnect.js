/** The reconnect policy: whether and when a closed connection is opened again. Pure. */

/** The first wait is 250 ms, and each failure doubles it up to 10 s, as a server that is down needs no more attempts. */
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 10_000;
/** 60 s of pause after a 429 or a close with 1008. */
const PAUSE_MS = 60_000;
/** Clients come back within 5 s of a restart, spread at random, because all at once would be a burst. */
const RESTART_SPREAD_MS = 5_000;

/** Statuses that a second attempt will not change: the person has to do something first. A proxy's own answer changes. */
const FINAL_STATUS = new Set([401, 403, 404, 409]);
/** The codes that have a sentence of their own; a status has one for all its other codes. */
const OWNER_CODES = new Set(['banned', 'closed']);

/**
 * @typedef {object} Reconnect
 * @property {'stopped' | 'lost' | 'unchanged'} state what the connection's state becomes
 * @property {number | string | null} reason an HTTP status, a close code, or the owner's reason
 * @property {number} wait how long until the next attempt, in milliseconds
 * @property {boolean} pause whether the server demands the wait, so that nothing may shorten it
 */

/**
 * @param {number} code the close code; 0 where the connection was never open
 * @param {number} status the HTTP status of the address; 0 where nothing answers
 * @param {string | null} refusal the header `Chat-Why` of the answer; null where the server has not answered itself
 * @param {number} failures how many attempts have failed before
 * @param {() => number} [random]
 * @returns {Reconnect}
 */
export function afterClose(code, status, refusal, failures, random = Math.random) {
  if ((FINAL_STATUS.has(status) && refusal !== null) || (code >= 4000 && code <= 4499)) {
    const reason = refusal !== null && OWNER_CODES.has(refusal) ? refusal : status || code;
    return { state: 'stopped', reason, wait: Infinity, pause: false };
  }
  if (code === 1008 || status === 429) {
    return { state: 'lost', reason: status || code, wait: PAUSE_MS, pause: true };
  }
  if (code === 1012) {
    return { state: 'unchanged', reason: null, wait: random() * RESTART_SPREAD_MS, pause: false };
  }
  return { state: 'lost', reason: status === 503 ? status : null, wait: backoff(failures, random), pause: false };
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
