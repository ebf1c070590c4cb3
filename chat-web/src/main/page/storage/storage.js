/** What this browser keeps for the page. Where a browser allows no storage, the page works and keeps nothing. */

const PREFIX = 'chat/';

export function keep(key, value) {
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify(value));
  } catch {
    // Full or forbidden: what is on the page is all there is.
  }
}

export function recall(key) {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + key));
  } catch {
    return null;
  }
}

export function drop(key) {
  try {
    localStorage.removeItem(PREFIX + key);
  } catch {
    // Forbidden, so nothing was kept.
  }
}

/** The keys that begin so. */
export function keysUnder(start) {
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(PREFIX + start))
      .map((key) => key.slice(PREFIX.length));
  } catch {
    return [];
  }
}
