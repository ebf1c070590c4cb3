/**
 * Caches this page for the time without a network; worker.js opens it then. A cached page belongs to one member, one
 * version of the page, one language and one theme: the pages of any other are removed.
 */

const CACHE_PREFIX = 'pages ';

/**
 * Caches the page once the server has welcomed this member, because only then is it certainly theirs.
 *
 * @param {string} path the room's name as it stands in an address
 * @param {string[]} variant what the page depends on: the member's id, the language, the theme
 */
export async function cachePage(path, variant) {
  // Missing where a page is served over plain http, or a browser forbids storage.
  if (!('serviceWorker' in navigator) || !('caches' in window)) {
    return;
  }
  try {
    await navigator.serviceWorker.register('/worker.js');
    const name = [`${CACHE_PREFIX}${base()}`, ...variant].join(' ');
    await removeOthers(name);
    const pages = await caches.open(name);
    const address = `/rooms/${path}`;
    if (!(await pages.match(address, { ignoreVary: true }))) {
      await pages.add(address);
    }
  } catch {
    // Without it the page needs a network, as any other does.
  }
}

export async function removePages() {
  if ('caches' in window) {
    await removeOthers('');
    await caches.delete('shared');
  }
}

/** The address of this version's files. */
const base = () => new URL('.', import.meta.url).pathname.slice(0, -1);

/** @param {string} name the cache that stays */
async function removeOthers(name) {
  const others = (await caches.keys()).filter((other) => other.startsWith(CACHE_PREFIX) && other !== name);
  await Promise.all(others.map((other) => caches.delete(other)));
}
