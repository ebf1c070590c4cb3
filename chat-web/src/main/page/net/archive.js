/** What was said in a room, as the server keeps it. */

const PATIENCE_MS = 15_000;

/** What whoever asked can do something about, in the words that the server has for it. */
const REFUSALS = [400, 429];

/** @typedef {{cursor: string, messages: import('../model/conversation.js').Message[], more: boolean}} Found */

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

  /**
   * The latest messages with some words in them, newest last.
   * @returns {Promise<Found | {refused: string} | null>} refused: in a sentence that says what to do
   */
  async search(words, before, signal) {
    const answer = await this.#fetch('search', { q: words, ...(before && { before }) }, signal);
    const refused = REFUSALS.includes(answer?.status) && (await said(answer));
    return refused ? { refused } : found(answer);
  }

  /** Who is meant by the beginning of a name, in letters or in pinyin. */
  async members(beginning, signal) {
    return (await this.#ask('members', { q: beginning }, signal))?.members ?? [];
  }

  /** @returns {Promise<Found | null>} null where the server could not be asked, or did not answer */
  async #ask(what, values, signal) {
    return found(await this.#fetch(what, values, signal));
  }

  async #fetch(what, values, signal) {
    const patience = AbortSignal.timeout(PATIENCE_MS);
    try {
      return await fetch(`${this.#address}${what}?${new URLSearchParams(values)}`, {
        cache: 'no-store',
        signal: signal ? AbortSignal.any([signal, patience]) : patience,
      });
    } catch {
      return null;
    }
  }
}

// The connection may break, or the patience end, in the middle of an answer.
const found = (answer) => (answer?.ok ? answer.json().catch(() => null) : null);
const said = (answer) => answer.text().catch(() => '');
