/** Cookies for what the server must know with the first byte of a page. */

const MAX_AGE_SECONDS = 365 * 86_400;

/**
 * @param {string} name
 * @param {string} value
 */
export function setCookie(name, value) {
  const secure = location.protocol === 'https:' ? '; secure' : '';
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing on a page that is served over plain http.
  document.cookie = `${name}=${value}; path=/; max-age=${MAX_AGE_SECONDS}; samesite=lax${secure}`;
}
