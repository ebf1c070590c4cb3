/** One HTTP request of the page's own server, with a timeout. */

/**
 * @param {string | URL} address
 * @param {RequestInit & {timeout: number}} options the timeout in milliseconds
 * @returns {Promise<Response | null>} null where the server could not be reached, or the request was aborted
 */
export async function request(address, { timeout, signal, ...options }) {
  const limit = AbortSignal.timeout(timeout);
  try {
    return await fetch(address, { ...options, signal: signal ? AbortSignal.any([signal, limit]) : limit });
  } catch {
    return null;
  }
}

/**
 * @param {Response | null} response
 * @returns {Promise<any>} null where it failed: the connection may break, or time out, in the middle of a response
 */
export const jsonOf = async (response) => (response?.ok ? response.json().catch(() => null) : null);
