/**
 * The client of a room's HTTP API: older messages, search, members.
 *
 * @import { Found, Member, Message } from '../model/types.js'
 */

import { jsonOf, request } from './request.js';

const TIMEOUT_MS = 15_000;

/** A request that its author can correct: the server says how, in a sentence. A proxy's answer has no `Chat-Why`. */
const REFUSALS = [400, 429];

export class Archive {
  #address;

  /** @param {string} path the room's name as it stands in an address */
  constructor(path) {
    this.#address = `/api/rooms/${path}/`;
  }

  /**
   * The latest messages before an entry, newest last.
   *
   * @param {number} seq
   * @param {number} limit
   * @returns {Promise<Found | null>} null where the server did not answer
   */
  async before(seq, limit) {
    return jsonOf(await this.#get('messages', { before: String(seq), limit: String(limit) }));
  }

  /**
   * The latest answers to a message, newest last.
   *
   * @param {number} seq
   * @param {number} [before] only answers before this entry
   * @returns {Promise<Found | null>}
   */
  async answers(seq, before) {
    return jsonOf(
      await this.#get('messages', { re: String(seq), limit: '100', ...(before && { before: String(before) }) }),
    );
  }

  /**
   * The pinned messages, newest last; none from a server that knows no pins.
   *
   * @returns {Promise<Message[] | null>}
   */
  async pinned() {
    /** @type {Found | null} */
    const found = await jsonOf(await this.#get('messages', { pinned: '1' }));
    return found?.messages.filter(({ pinned }) => pinned) ?? null;
  }

  /**
   * The latest messages with some words in them, newest last.
   *
   * @param {string} words
   * @param {number} before only messages before this entry; 0: all
   * @param {AbortSignal} signal
   * @returns {Promise<Found | {refused: string} | null>} `refused` is a sentence that says what to do
   */
  async search(words, before, signal) {
    const response = await this.#get('search', { q: words, ...(before && { before: String(before) }) }, signal);
    const own = response && REFUSALS.includes(response.status) && response.headers.has('Chat-Why');
    const refused = own && (await textOf(response));
    return refused ? { refused } : jsonOf(response);
  }

  /**
   * The members whose name has a beginning, in letters or in pinyin.
   *
   * @param {string} beginning
   * @param {AbortSignal} signal
   * @returns {Promise<Member[]>}
   */
  async members(beginning, signal) {
    return (await jsonOf(await this.#get('members', { q: beginning }, signal)))?.members ?? [];
  }

  /**
   * @param {string} resource
   * @param {Record<string, string>} values
   * @param {AbortSignal} [signal]
   */
  #get(resource, values, signal) {
    const address = `${this.#address}${resource}?${new URLSearchParams(values)}`;
    return request(address, { cache: 'no-store', signal, timeout: TIMEOUT_MS });
  }
}

/** @param {Response} response */
const textOf = (response) => response.text().catch(() => '');
