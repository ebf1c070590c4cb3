/** Emoji by `:name:`, replaced when a text is sent. Their names are loaded once somebody writes one. */

import { CODE } from './mention.js';

const NAMED = new RegExp(`${CODE}|:([\\p{L}\\d_+-]{1,24}):`, 'gu');
/** Without their names a text goes out as it is: nothing waits for them longer. */
const PATIENCE_MS = 2_000;

let names = null;
let loading = null;
let givenUp = false;

/** Loads the names; what comes of it is never a failure. */
export function load() {
  loading ??= Promise.race([
    import('./emoji.js').then((module) => (names = module)),
    new Promise((done) => setTimeout(done, PATIENCE_MS)),
  ])
    .catch(() => {})
    .finally(() => {
      loading = null;
      givenUp = names === null;
    });
  return loading;
}

/** Whether a text has to wait for the names. */
export const mustLoad = (written) =>
  names === null && !givenUp && [...written.matchAll(NAMED)].some(([, name]) => name);

/** The text as it is sent: what stands in code stays, and so does a name that nobody has. */
export function replaced(written) {
  givenUp = false;
  return names ? written.replace(NAMED, (all, name) => (name && names.emojiOf(name)) || all) : written;
}
