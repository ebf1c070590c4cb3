/** Older messages, loaded when the reader goes up to them. */

import { text } from './texts.js';

const AT_ONCE = 50;
const PATIENCE_MS = 15_000;

export class History {
  /** Called when older messages are in the conversation. */
  loaded = () => {};

  #parts;
  #conversation;
  #path;
  #loading = false;
  #failed = false;

  /**
   * @param {{button: HTMLButtonElement, beginning: HTMLElement}} parts
   * @param {import('./conversation.js').Conversation} conversation
   * @param {string} path the room's name as it stands in an address
   */
  constructor(parts, conversation, path) {
    this.#parts = parts;
    this.#conversation = conversation;
    this.#path = path;
    parts.button.addEventListener('click', () => {
      this.#failed = false;
      this.load();
    });
  }

  /** Loads some; after a failure only when asked, so that scrolling does not try again and again. */
  async load() {
    if (this.#loading || this.#failed || !this.#conversation.more) {
      return;
    }
    this.#loading = true;
    this.show();
    const news = await this.#ask();
    this.#loading = false;
    this.#failed = news === null;
    const grew = news && this.#conversation.older(news.cursor, news.messages, news.more);
    this.show();
    if (grew) {
      this.loaded();
    }
  }

  /** Says what is above the first message. */
  show() {
    const { button, beginning } = this.#parts;
    const { more, messages } = this.#conversation;
    button.hidden = !more;
    button.textContent = text(this.#loading ? 'older.loading' : this.#failed ? 'older.failed' : 'older');
    beginning.hidden = more;
    beginning.parentElement.classList.toggle('alone', !more && messages.length === 0);
    beginning.textContent = text(messages.length > 0 ? 'beginning' : 'beginning.empty');
  }

  async #ask() {
    const first = this.#conversation.messages[0]?.seq ?? this.#conversation.seq + 1;
    const address = `/api/rooms/${this.#path}/messages?before=${first}&limit=${AT_ONCE}`;
    try {
      const answer = await fetch(address, { cache: 'no-store', signal: AbortSignal.timeout(PATIENCE_MS) });
      return answer.ok ? await answer.json() : null;
    } catch {
      return null;
    }
  }
}
