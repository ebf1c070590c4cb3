/**
 * Loads older messages when the reader scrolls up to the first.
 *
 * @import { Archive } from '../net/archive.js'
 * @import { Conversation } from '../model/conversation.js'
 * @import { Outbox } from '../outbox/outbox.js'
 */

import { text } from '../ui/texts.js';

const PAGE_SIZE = 50;

export class OlderMessages {
  /** Called when older messages were added to the conversation. */
  loaded = () => {};

  #parts;
  #conversation;
  #archive;
  #outbox;
  #loading = false;
  #failed = false;

  /**
   * @param {{button: HTMLElement, beginning: HTMLElement}} parts
   * @param {() => Conversation} conversation the one that is read
   * @param {Archive} archive
   * @param {Outbox} outbox
   */
  constructor(parts, conversation, archive, outbox) {
    this.#parts = parts;
    this.#conversation = conversation;
    this.#archive = archive;
    this.#outbox = outbox;
    parts.button.addEventListener('click', () => {
      this.#failed = false;
      this.load();
    });
  }

  /** Loads some; after a failure only on a click, so that scrolling does not retry again and again. */
  async load() {
    const conversation = this.#conversation();
    if (this.#loading || this.#failed || !conversation.more) {
      return;
    }
    this.#loading = true;
    this.show();
    const found = await this.#archive.before(conversation.messages[0]?.seq ?? conversation.seq + 1, PAGE_SIZE);
    this.#loading = false;
    this.#failed = found === null;
    const added = found && conversation.prepend(found.cursor, found.messages, found.more);
    this.show();
    if (added && conversation === this.#conversation()) {
      this.loaded();
    }
  }

  /** Shows what is above the first message: the button, or that it is the beginning. */
  show() {
    const { button, beginning } = this.#parts;
    const { more, messages } = this.#conversation();
    button.hidden = !more;
    button.textContent = text(this.#loading ? 'older.loading' : this.#failed ? 'older.failed' : 'older');
    // One's own first message makes the room not empty, also while it waits.
    const empty = messages.length === 0 && !this.#outbox.items.some(({ frame }) => frame.type === 'say');
    beginning.hidden = more;
    beginning.parentElement?.classList.toggle('alone', !more && empty);
    beginning.textContent = text(empty ? 'beginning.empty' : 'beginning');
  }
}
