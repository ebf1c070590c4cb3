/**
 * Opens the page offline, and only then: online the server answers every page, so none is ever stale. Keeps the files
 * of one version (the server puts BASE and FILES before this), which cannot change below their address. The pages
 * themselves are kept by offline.js, and given up here as soon as somebody signs in or out.
 */

const KEPT_FILES = `files ${BASE}`;
const PAGES = 'pages ';

addEventListener('install', (event) => {
  skipWaiting();
  event.waitUntil(caches.open(KEPT_FILES).then((files) => files.addAll(FILES.map((name) => `${BASE}/${name}`))));
});

addEventListener('activate', (event) => {
  const old = (name) => name !== KEPT_FILES && !name.startsWith(`${PAGES}${BASE} `);
  event.waitUntil(Promise.all([drop(old), clients.claim()]));
});

addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) {
    return;
  }
  if (request.mode === 'navigate') {
    answer(event, pathname);
  } else if (pathname.startsWith(`${BASE}/`)) {
    event.respondWith(caches.match(request).then((file) => file ?? fetch(request)));
  }
});

addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(look(event.notification.data));
});

function answer(event, pathname) {
  if (pathname === '/login' || pathname === '/logout') {
    event.waitUntil(forgetPages());
  } else if (event.request.method === 'GET' && pathname.startsWith('/rooms/')) {
    event.respondWith(room(event.request, pathname));
  }
}

async function room(request, pathname) {
  try {
    const page = await fetch(request);
    if (page.type === 'opaqueredirect') {
      // To the door: whoever was signed in here is not any more.
      await forgetPages();
    }
    return page;
  } catch (unreachable) {
    return (await known(pathname)) ?? Promise.reject(unreachable);
  }
}

/** The page as it is known; or, where this room is not, another that is. */
async function known(pathname) {
  const page = await caches.match(pathname, { ignoreVary: true });
  return page ?? another();
}

async function another() {
  for (const name of (await caches.keys()).filter((key) => key.startsWith(PAGES))) {
    const [request] = await (await caches.open(name)).keys();
    if (request) {
      return Response.redirect(request.url, 302);
    }
  }
  return undefined;
}

const forgetPages = () => drop((name) => name.startsWith(PAGES));

async function drop(unwanted) {
  const names = await caches.keys();
  await Promise.all(names.filter(unwanted).map((name) => caches.delete(name)));
}

/** Shows the room that a notification is about: where it is open, else in a new window. */
async function look(address) {
  const open = await clients.matchAll({ type: 'window' });
  const shown = open.find((page) => new URL(page.url).pathname === new URL(address).pathname);
  return shown ? shown.focus() : clients.openWindow(address);
}
