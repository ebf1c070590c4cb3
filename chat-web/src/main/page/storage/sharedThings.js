/**
 * What another app shares with the installed page: worker.js keeps it in a cache, and the page of the latest room takes
 * it into its composer.
 */

const CACHE = 'shared';
/** The entry with the latest room's name, as it stands in an address; the others are what is shared. */
const LATEST = '/share/latest';

/**
 * Says which room is the latest, in which what is shared arrives.
 *
 * @param {string} path the room's name as it stands in an address
 */
export async function markLatest(path) {
  if ('caches' in window) {
    const cache = await caches.open(CACHE).catch(() => null);
    await cache?.put(LATEST, new Response(path)).catch(() => {});
  }
}

/**
 * Takes what was shared; none is left.
 *
 * @returns {Promise<{text: string, files: File[]} | null>} null where nothing was shared
 */
export async function takeShared() {
  const cache = 'caches' in window ? await caches.open(CACHE).catch(() => null) : null;
  const requests = (await cache?.keys())?.filter(({ url }) => new URL(url).pathname !== LATEST) ?? [];
  if (!cache || requests.length === 0) {
    return null;
  }
  const responses = await Promise.all(requests.map((request) => cache.match(request)));
  await Promise.all(requests.map((request) => cache.delete(request)));
  const things = await Promise.all(responses.filter((one) => one !== undefined).map(thingOf));
  return {
    text: things.filter((one) => typeof one === 'string').join('\n'),
    files: things.filter((one) => typeof one !== 'string'),
  };
}

/** @param {Response} response */
async function thingOf(response) {
  const name = response.headers.get('X-Name');
  if (name === null) {
    return response.text();
  }
  const type = response.headers.get('Content-Type') ?? '';
  return new File([await response.blob()], decodeURIComponent(name), { type });
}
