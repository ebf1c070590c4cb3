/** What was said in a room, as the server keeps it. */

const PATIENCE_MS = 15_000;

/** @typedef {{cursor: string, messages: import('./conversation.js').Message[], more: boolean}} Found */

export class Archive {
  #address;

  /** @param {string} path the room's name as it stands in an address */
  constructor(path) {
    this.#address = `/api/rooms/${path}/`;
  }

  /** The latest messages before an entry, newest last. */
  before(seq, limit) {
    return this.#ask('messages', { before: seq, limit });
  }

  /** The latest messages with some words in them, newest last. */
  search(words, before, signal) {
    return this.#ask('search', { q: words, ...(before && { before }) }, signal);
  }

  /** Who is meant by the beginning of a name, in letters or in pinyin. */
  async members(beginning, signal) {
    return (await this.#ask('members', { q: beginning }, signal))?.members ?? [];
  }

  /** @returns {Promise<Found | null>} null where the server could not be asked, or did not answer */
  async #ask(what, values, signal) {
    const patience = AbortSignal.timeout(PATIENCE_MS);
    try {
      const answer = await fetch(`${this.#address}${what}?${new URLSearchParams(values)}`, {
        cache: 'no-store',
        signal: signal ? AbortSignal.any([signal, patience]) : patience,
      });
      return answer.ok ? await answer.json() : null;
    } catch {
      return null;
    }
  }
}
