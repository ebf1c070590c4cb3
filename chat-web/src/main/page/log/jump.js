/**
 * Jumps to a message. One that lies far back is loaded with its surroundings, and the reader goes on from there.
 *
 * @import { Archive } from '../net/archive.js'
 * @import { Conversation } from '../model/conversation.js'
 * @import { LogView } from './logView.js'
 */

import { seqIn } from '../model/fragment.js';
import { showNotice } from '../ui/notice.js';
import { text } from '../ui/texts.js';

/** 50 messages are loaded on each side. */
const SURROUNDINGS = 50;
const PAGE_SIZE = 200;
/** After a failure, scrolling retries 5 s later at the earliest. */
const RETRY_MS = 5_000;

export class Jump {
  #conversation;
  #archive;
  #view;
  #landed;
  #loading = false;
  #notBefore = 0;

  /**
   * @param {Conversation} conversation
   * @param {Archive} archive
   * @param {LogView} view
   * @param {() => void} landed called when another part of the conversation is shown
   */
  constructor(conversation, archive, view, landed) {
    this.#conversation = conversation;
    this.#archive = archive;
    this.#view = view;
    this.#landed = landed;
    addEventListener('hashchange', () => this.toFragment());
  }

  /** Jumps to the message that the fragment of the page's address names, if it names one. */
  async toFragment() {
    const seq = seqIn(location.hash);
    if (seq) {
      await this.to(seq);
    }
  }

  /** @param {number} seq */
  async to(seq) {
    const here = [this.#view.conversation, this.#conversation].find((one) => one.find(seq));
    if (here) {
      this.#view.show(seq, here);
      this.#landed();
      return;
    }
    const part = await this.#partAround(seq);
    if (part?.find(seq)) {
      this.#view.show(seq, this.#merged(part));
      this.#landed();
    } else {
      showNotice(text(part ? 'link.gone' : 'older.failed.now'));
    }
  }

  /**
   * Jumps to the first message after an entry that was read.
   *
   * @param {number} seq
   */
  async toUnread(seq) {
    const isHere = this.#conversation.isReachedBy(seq) || !this.#conversation.more;
    const part = isHere ? this.#conversation : await this.#partAround(seq);
    if (part) {
      this.#view.showAfter(seq, isHere ? part : this.#merged(part));
      this.#landed();
    }
  }

  /**
   * The part of the conversation around an entry; null where it could not be loaded.
   *
   * @param {number} seq
   */
  async #partAround(seq) {
    const upTo = Math.min(seq + SURROUNDINGS, this.#conversation.seq);
    const found = await this.#archive.before(upTo + 1, 2 * SURROUNDINGS);
    return found && this.#conversation.detached(found.cursor, found.messages, found.more, upTo);
  }

  /** Loads the messages after the detached part that is shown, until it reaches the latest ones. */
  async loadNewer() {
    const part = this.#view.conversation;
    if (this.#loading || Date.now() < this.#notBefore || part === this.#conversation) {
      return;
    }
    this.#loading = true;
    const upTo = Math.min(part.seq + PAGE_SIZE, this.#conversation.seq);
    const found = await this.#archive.before(upTo + 1, PAGE_SIZE);
    this.#loading = false;
    const extended = found && part.extend(found.cursor, found.messages, upTo);
    this.#notBefore = extended ? 0 : Date.now() + RETRY_MS;
    if (extended && this.#view.conversation === part) {
      this.#view.moveTo(this.#merged(part));
    }
  }

  /**
   * The conversation with a detached part, or the part alone where a gap is left between them.
   *
   * @param {Conversation} part
   */
  #merged(part) {
    if (!this.#conversation.isReachedBy(part.seq)) {
      return part;
    }
    this.#conversation.merge(part);
    return this.#conversation;
  }
}
