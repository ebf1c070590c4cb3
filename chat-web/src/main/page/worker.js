/**
 * The service worker: opens the page offline, and only then. Online, the server answers each page, so none is ever
 * stale. It caches the files of one version (the server puts BASE and FILES before this script), which never change
 * under their address. The pages are cached by offlinePages.js, and removed here when somebody signs in or out. What
 * another app shares is kept for the page of the latest room, and never sent from here.
 */

/** @type {ServiceWorkerGlobalScope} */
const worker = /** @type {any} */ (self);

const FILES_CACHE = `files ${BASE}`;
const PAGES_PREFIX = 'pages ';
/** What is shared; sharedThings.js takes it. */
const SHARED_CACHE = 'shared';
/** 10 files at most, because a message has no more. */
const SHARED_FILES = 10;

worker.addEventListener('install', (event) => {
  worker.skipWaiting();
  // Requests of the API do not wait for this worker: the last ones of a page that is left, such as how far it was read,
  // would be lost. Where a browser has no such routes, they may be.
  const installing = /** @type {any} */ (event);
  installing.addRoutes?.([{ condition: { urlPattern: '/api/*' }, source: 'network' }]);
  event.waitUntil(caches.open(FILES_CACHE).then((files) => files.addAll(FILES.map((name) => `${BASE}/${name}`))));
});

worker.addEventListener('activate', (event) => {
  const isOld = (/** @type {string} */ name) =>
    name !== FILES_CACHE && name !== SHARED_CACHE && !name.startsWith(`${PAGES_PREFIX}${BASE} `);
  event.waitUntil(Promise.all([removeCaches(isOld), worker.clients.claim()]));
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) {
    return;
  }
  if (request.mode === 'navigate') {
    navigate(event, pathname);
  } else if (pathname.startsWith(`${BASE}/`)) {
    event.respondWith(caches.match(request).then((file) => file ?? fetch(request)));
  }
});

worker.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(showRoom(event.notification.data));
});

/**
 * @param {FetchEvent} event
 * @param {string} pathname
 */
function navigate(event, pathname) {
  if (pathname === '/login' || pathname === '/logout') {
    event.waitUntil(removePages());
  } else if (event.request.method === 'POST' && pathname === '/share') {
    event.respondWith(share(event.request));
  } else if (event.request.method === 'GET' && pathname.startsWith('/rooms/')) {
    event.respondWith(roomPage(event.request, pathname));
  }
}

/**
 * @param {Request} request
 * @param {string} pathname
 */
async function roomPage(request, pathname) {
  try {
    const page = await fetch(request);
    if (page.type === 'opaqueredirect') {
      // To the sign-in page: nobody is signed in here any more.
      await removePages();
    }
    return page;
  } catch (error) {
    const page = (await caches.match(pathname, { ignoreVary: true })) ?? (await redirectToCachedRoom());
    if (page) {
      return page;
    }
    throw error;
  }
}

/**
 * Keeps what is shared, and opens the latest room.
 *
 * @param {Request} request
 */
async function share(request) {
  const form = await request.formData();
  const cache = await caches.open(SHARED_CACHE);
  const texts = ['title', 'text', 'url'].map((name) => form.get(name)).filter(Boolean);
  if (texts.length > 0) {
    await cache.put('/share/text', new Response([...new Set(texts)].join('\n')));
  }
  const files = form.getAll('files').filter((one) => one instanceof File);
  for (const [index, file] of files.slice(0, SHARED_FILES).entries()) {
    const headers = { 'Content-Type': file.type, 'X-Name': encodeURIComponent(file.name) };
    await cache.put(`/share/file/${index}`, new Response(file, { headers }));
  }
  const latest = await (await cache.match('/share/latest'))?.text();
  return Response.redirect(`/rooms/${latest ?? 'lobby'}`, 303);
}

/** A redirect to another room whose page is cached, if there is one. */
async function redirectToCachedRoom() {
  for (const name of (await caches.keys()).filter((key) => key.startsWith(PAGES_PREFIX))) {
    const [request] = await (await caches.open(name)).keys();
    if (request) {
      return Response.redirect(request.url, 302);
    }
  }
  return null;
}

const removePages = () => removeCaches((name) => name.startsWith(PAGES_PREFIX));

/** @param {(name: string) => boolean} isUnwanted */
async function removeCaches(isUnwanted) {
  const names = (await caches.keys()).filter(isUnwanted);
  await Promise.all(names.map((name) => caches.delete(name)));
}

/**
 * Shows the room of a notification: the window where it is open, else a new one.
 *
 * @param {string} address
 */
async function showRoom(address) {
  const windows = await worker.clients.matchAll({ type: 'window' });
  const open = windows.find((page) => new URL(page.url).pathname === new URL(address).pathname);
  return open ? open.focus() : worker.clients.openWindow(address);
}
