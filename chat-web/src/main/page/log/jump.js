/** Goes to a message, also to one that lies far back: it is loaded with what surrounds it, and read on from there. */

import { tell } from '../ui/notice.js';
import { text } from '../ui/texts.js';

/** How many are loaded on each side. */
const AROUND = 50;
const AT_ONCE = 200;
/** After a failure, scrolling on asks again only so much later. */
const PAUSE_MS = 5_000;

export class Jump {
  #conversation;
  #archive;
  #view;
  #landed;
  #loading = false;
  #notBefore = 0;

  /**
   * @param {import('../model/conversation.js').Conversation} conversation
   * @param {import('../net/archive.js').Archive} archive
   * @param {import('./logView.js').View} view
   * @param {() => void} landed what is read is another part of the conversation now
   */
  constructor(conversation, archive, view, landed) {
    this.#conversation = conversation;
    this.#archive = archive;
    this.#view = view;
    this.#landed = landed;
    addEventListener('hashchange', () => this.fromAddress());
  }

  /** Goes to the message that the page's address names, if it names one. */
  fromAddress() {
    const [, seq] = /^#m([1-9]\d{0,14})$/.exec(location.hash) ?? [];
    if (seq) {
      this.to(Number(seq));
    }
  }

  async to(seq) {
    const known = [this.#view.conversation, this.#conversation].find((one) => one.find(seq));
    if (known) {
      this.#view.show(seq, known);
      this.#landed();
      return;
    }
    const upTo = Math.min(seq + AROUND, this.#conversation.seq);
    const found = await this.#archive.before(upTo + 1, 2 * AROUND);
    const there = found?.messages.some((message) => message.seq === seq);
    const stretch = there && this.#conversation.apart(found.cursor, found.messages, found.more, upTo);
    if (stretch) {
      this.#view.show(seq, this.#joined(stretch));
      this.#landed();
    } else {
      tell(text(found ? 'link.gone' : 'older.failed.now'));
    }
  }

  /** Loads what comes after the stretch that is read, until it meets the latest. */
  async newer() {
    const stretch = this.#view.conversation;
    if (this.#loading || Date.now() < this.#notBefore || stretch === this.#conversation) {
      return;
    }
    this.#loading = true;
    const upTo = Math.min(stretch.seq + AT_ONCE, this.#conversation.seq);
    const found = await this.#archive.before(upTo + 1, AT_ONCE);
    this.#loading = false;
    const grew = found && stretch.newer(found.cursor, found.messages, upTo);
    this.#notBefore = grew ? 0 : Date.now() + PAUSE_MS;
    if (grew && this.#view.conversation === stretch) {
      this.#view.moveTo(this.#joined(stretch));
    }
  }

  /** The conversation with the stretch, or the stretch alone where a gap is left between them. */
  #joined(stretch) {
    if (!this.#conversation.touches(stretch.seq)) {
      return stretch;
    }
    this.#conversation.join(stretch);
    return this.#conversation;
  }
}
