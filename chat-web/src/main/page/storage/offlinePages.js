/**
 * Keeps this page for the time without a network; worker.js opens it then. What is kept belongs to one member, one
 * version of the page and one look of it: the pages of any other are dropped.
 */

import { colours } from '../settings/theme.js';
import { language } from '../ui/texts.js';

const PAGES = 'pages ';

/**
 * Once the server has welcomed this member: so it is their page.
 *
 * @param {{id: string}} me
 * @param {string} path the room's name as it stands in an address
 */
export async function keepPage(me, path) {
  // Missing where a page is served over plain http, or a browser forbids storage.
  if (!('serviceWorker' in navigator) || !('caches' in window)) {
    return;
  }
  try {
    await navigator.serviceWorker.register('/worker.js');
    const own = [`${PAGES}${base()}`, me.id, language, colours()].join(' ');
    await dropOthers(own);
    const pages = await caches.open(own);
    const address = `/rooms/${path}`;
    if (!(await pages.match(address, { ignoreVary: true }))) {
      await pages.add(address);
    }
  } catch {
    // Without it the page needs a network, as any other does.
  }
}

export async function forgetPages() {
  if ('caches' in window) {
    await dropOthers('');
  }
}

/** The address that names this version's files. */
const base = () => new URL('.', import.meta.url).pathname.slice(0, -1);

async function dropOthers(own) {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(PAGES) && name !== own).map((name) => caches.delete(name)));
}
