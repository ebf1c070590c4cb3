/** What is known of the room's conversation, kept for the next time: the page opens with it, also offline. */

/** The latest so many messages, and so many characters, of each of so many rooms. */
const MOST_MESSAGES = 100;
const MOST_CHARACTERS = 200_000;
const MOST_ROOMS = 10;
const EVERY_MS = 10_000;
/** Raised when the kept shape changes. */
const SHAPE = 1;

export class Known {
  #mine;
  #key;
  #conversation;
  #kept = null;

  /**
   * @param {import('./memberStorage.js').Mine} mine
   * @param {string} room
   * @param {import('../model/conversation.js').Conversation} conversation
   */
  constructor(mine, room, conversation) {
    this.#mine = mine;
    this.#key = `known/${room}`;
    this.#conversation = conversation;
    setInterval(() => this.keep(), EVERY_MS);
    addEventListener('pagehide', () => this.keep());
    document.addEventListener('visibilitychange', () => this.keep());
  }

  /** Puts it into the conversation, before anything was heard. */
  recall() {
    const known = this.#mine.recall(this.#key);
    if (known?.shape !== SHAPE) {
      return false;
    }
    this.#kept = known.cursor;
    this.#conversation.begin(known.cursor, known.messages, known.more);
    return true;
  }

  /** Keeps how it stands now. */
  keep() {
    const { cursor, messages, more } = this.#conversation;
    if (cursor === null || cursor === this.#kept) {
      return;
    }
    this.#kept = cursor;
    const latest = shortened(messages);
    this.#mine.keep(this.#key, {
      shape: SHAPE,
      at: Date.now(),
      cursor,
      messages: latest,
      more: more || latest.length < messages.length,
    });
    this.#dropOldest();
  }

  #dropOldest() {
    const others = this.#mine.keysUnder('known/').filter((key) => key !== this.#key);
    if (others.length >= MOST_ROOMS) {
      const age = (key) => this.#mine.recall(key)?.at ?? 0;
      others
        .sort((one, other) => age(other) - age(one))
        .slice(MOST_ROOMS - 1)
        .forEach((key) => this.#mine.drop(key));
    }
  }
}

/** The latest that fit. */
function shortened(messages) {
  let characters = 0;
  const first = messages.findLastIndex((message, index) => {
    characters += JSON.stringify(message).length;
    return characters > MOST_CHARACTERS || messages.length - index > MOST_MESSAGES;
  });
  return messages.slice(first + 1);
}
