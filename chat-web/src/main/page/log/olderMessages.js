/** Older messages, loaded when the reader goes up to them. */

import { text } from '../ui/texts.js';

const AT_ONCE = 50;

export class History {
  /** Called when older messages are in the conversation. */
  loaded = () => {};

  #parts;
  #conversation;
  #archive;
  #waiting;
  #loading = false;
  #failed = false;

  /**
   * @param {{button: HTMLButtonElement, beginning: HTMLElement}} parts
   * @param {() => import('../model/conversation.js').Conversation} conversation the one that is read
   * @param {import('../net/archive.js').Archive} archive
   * @param {import('../outbox/outbox.js').Waiting} waiting
   */
  constructor(parts, conversation, archive, waiting) {
    this.#parts = parts;
    this.#conversation = conversation;
    this.#archive = archive;
    this.#waiting = waiting;
    parts.button.addEventListener('click', () => {
      this.#failed = false;
      this.load();
    });
  }

  /** Loads some; after a failure only when asked, so that scrolling does not try again and again. */
  async load() {
    const conversation = this.#conversation();
    if (this.#loading || this.#failed || !conversation.more) {
      return;
    }
    this.#loading = true;
    this.show();
    const news = await this.#archive.before(conversation.messages[0]?.seq ?? conversation.seq + 1, AT_ONCE);
    this.#loading = false;
    this.#failed = news === null;
    const grew = news && conversation.older(news.cursor, news.messages, news.more);
    this.show();
    if (grew && conversation === this.#conversation()) {
      this.loaded();
    }
  }

  /** Says what is above the first message. */
  show() {
    const { button, beginning } = this.#parts;
    const { more, messages } = this.#conversation();
    button.hidden = !more;
    button.textContent = text(this.#loading ? 'older.loading' : this.#failed ? 'older.failed' : 'older');
    // One's own first words are no nothing, also while they wait.
    const silent = messages.length === 0 && !this.#waiting.items.some(({ frame }) => frame.type === 'say');
    beginning.hidden = more;
    beginning.parentElement.classList.toggle('alone', !more && silent);
    beginning.textContent = text(silent ? 'beginning.empty' : 'beginning');
  }
}
