/**
 * A client of tus 1.0, the protocol of resumable uploads: creates an upload, asks for its offset, sends bytes, ends it.
 *
 * @typedef {object} Failure
 * @property {number} status 0 where the server could not be reached
 * @property {string} code the reason that the server itself gives; empty where it gave none
 * @property {string} reason the same in a sentence
 * @property {number} retryAfter in milliseconds; 0 where it is not known
 *
 * @typedef {{address: string} | {failure: Failure}} Created
 * @typedef {{offset: number} | {failure: Failure}} Sent
 */

import { request } from '../net/request.js';

const VERSION = { 'Tus-Resumable': '1.0.0' };
const BYTES = 'application/offset+octet-stream';
const TIMEOUT_MS = 15_000;
/** 60 s without progress end a request, because a lost connection is not always noticed. */
const STALLED_MS = 60_000;
/** 1 MiB in a request, because nginx refuses larger ones unless it is configured otherwise. */
export const PIECE_BYTES = 1024 * 1024;

export class TusClient {
  #address;

  /** @param {string} path the room's name as it stands in an address */
  constructor(path) {
    this.#address = `/api/rooms/${path}/files`;
  }

  /**
   * @param {{name: string, size: number}} file
   * @returns {Promise<Created>}
   */
  async create({ name, size }) {
    const headers = { 'Upload-Length': String(size), 'Upload-Metadata': `filename ${base64(name)}` };
    const response = await this.#request(`${this.#address}?${new URLSearchParams({ name })}`, 'POST', headers);
    const address = response?.status === 201 && response.headers.get('Location');
    return address ? { address: new URL(address, location.href).pathname } : { failure: await failureOf(response) };
  }

  /**
   * How many bytes of an upload the server has.
   *
   * @param {string} address
   * @returns {Promise<Sent>}
   */
  async offset(address) {
    const response = await this.#request(address, 'HEAD');
    const offset = response?.ok ? response.headers.get('Upload-Offset') : null;
    return offset === null ? { failure: await failureOf(response) } : { offset: Number(offset) };
  }

  /**
   * Sends the next piece of an upload.
   *
   * @param {string} address
   * @param {Blob} bytes the whole file
   * @param {number} offset how many bytes the server has
   * @param {(offset: number) => void} progressed called with the bytes that are on their way
   * @param {AbortSignal} signal
   * @returns {Promise<Sent>}
   */
  send(address, bytes, offset, progressed, signal) {
    return new Promise((resolve) => {
      // Not fetch, which does not report the progress of what it sends.
      const call = new XMLHttpRequest();
      const abort = () => call.abort();
      /** @type {ReturnType<typeof setTimeout> | undefined} */
      let timer;
      const restartTimer = () => {
        clearTimeout(timer);
        timer = setTimeout(abort, STALLED_MS);
      };
      call.open('PATCH', address);
      for (const [name, value] of Object.entries({ ...VERSION, 'Upload-Offset': offset, 'Content-Type': BYTES })) {
        call.setRequestHeader(name, String(value));
      }
      call.upload.onprogress = ({ loaded }) => {
        restartTimer();
        progressed(offset + loaded);
      };
      call.onloadend = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', abort);
        resolve(sentOf(call));
      };
      signal.addEventListener('abort', abort);
      restartTimer();
      call.send(bytes.slice(offset, offset + PIECE_BYTES));
    });
  }

  /**
   * Ends an upload that is not wanted any more; the server would erase it later by itself.
   *
   * @param {string} address
   */
  cancel(address) {
    this.#request(address, 'DELETE');
  }

  /**
   * @param {string} address
   * @param {string} method
   * @param {Record<string, string>} [headers]
   */
  #request(address, method, headers) {
    return request(address, { method, headers: { ...VERSION, ...headers }, cache: 'no-store', timeout: TIMEOUT_MS });
  }
}

/**
 * @param {XMLHttpRequest} call
 * @returns {Sent}
 */
function sentOf(call) {
  const offset = call.status === 204 ? call.getResponseHeader('Upload-Offset') : null;
  return offset === null
    ? { failure: failure(call.status, (name) => call.getResponseHeader(name), call.responseText) }
    : { offset: Number(offset) };
}

/** @param {Response | null} response */
async function failureOf(response) {
  const words = (await response?.text().catch(() => '')) ?? '';
  return failure(response?.status ?? 0, (name) => response?.headers.get(name) ?? null, words);
}

/**
 * @param {number} status
 * @param {(name: string) => string | null} header
 * @param {string} words
 * @returns {Failure}
 */
function failure(status, header, words) {
  const code = header('Chat-Why') ?? '';
  return { status, code, reason: code && words.trim(), retryAfter: 1000 * (Number(header('Retry-After')) || 0) };
}

/** @param {string} name */
const base64 = (name) => btoa(String.fromCharCode(...new TextEncoder().encode(name)));
