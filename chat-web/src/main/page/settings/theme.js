/** How the page looks and what it speaks: kept in cookies, so that the server knows with the first byte. */

const KEPT_SECONDS = 365 * 86_400;
const root = document.documentElement;

/** `light`, `dark`, or `auto`: as the system has it. */
export const colours = () => root.dataset.colours || 'auto';

export function setColours(chosen) {
  keep('chat-colours', chosen);
  if (chosen === 'auto') {
    delete root.dataset.colours;
  } else {
    root.dataset.colours = chosen;
  }
  for (const meta of document.querySelectorAll('meta[name="theme-color"]')) {
    meta.media = mediaOf(meta.content === '#171a1b' ? 'dark' : 'light', chosen);
  }
}

/** @param {'zh' | 'en'} chosen */
export function setLanguage(chosen) {
  keep('chat-language', chosen);
  location.reload();
}

function mediaOf(own, chosen) {
  if (chosen === 'auto') {
    return `(prefers-color-scheme: ${own})`;
  }
  return own === chosen ? 'all' : 'not all';
}

function keep(name, value) {
  const secure = location.protocol === 'https:' ? '; secure' : '';
  document.cookie = `${name}=${value}; path=/; max-age=${KEPT_SECONDS}; samesite=lax${secure}`;
}
