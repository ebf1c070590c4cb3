/**
 * A room's conversation: entries in, messages out. Pure: no page, no network, no clock.
 *
 * @typedef {{id: string, name: string}} Member
 * @typedef {{emoji: string, count: number, who: Member[]}} Reaction
 * @typedef {object} Message a message as it stands; never changed, only replaced
 * @property {number} seq
 * @property {string} at
 * @property {Member} from
 * @property {string} [text] gone when deleted
 * @property {number} [re]
 * @property {string} [id] the sender's own
 * @property {boolean} edited
 * @property {boolean} deleted
 * @property {Reaction[]} reactions
 * @property {number} asOf the last entry that is in it
 */

/** How many edits, deletions and reactions are remembered for messages that are loaded late. */
const CHANGES_KEPT = 1000;

/** How many people a reaction names; the server sends no more either. */
const WHO_KEPT = 20;

export class Conversation {
  /** Names the numbering; null before the first history. */
  epoch = null;
  /** The last entry that is in. */
  seq = 0;
  /** @type {Message[]} by rising seq, without a gap, up to the last */
  messages = [];
  /** Whether there are older messages than the first. */
  more = false;

  #changes = [];

  /** What to ask the server to go on after; null before the first history. */
  get cursor() {
    return this.epoch === null ? null : `${this.epoch}.${this.seq}`;
  }

  /** Begins again with the latest messages, as they stand at a cursor. */
  begin(cursor, messages, more) {
    const { epoch, seq } = parsed(cursor);
    this.epoch = epoch;
    this.seq = seq;
    this.more = more;
    this.messages = messages.map((message) => asOf(seq, message));
    this.#changes = [];
  }

  /**
   * Takes the next entry. One that is in already changes nothing; one after a hole is not taken, as the cursor must
   * never skip what was not received. An entry of a kind nobody knows here counts all the same.
   *
   * @returns {'taken' | 'known' | 'hole'}
   */
  take(entry) {
    if (entry.seq <= this.seq) {
      return 'known';
    }
    if (entry.seq > this.seq + 1) {
      return 'hole';
    }
    this.seq = entry.seq;
    this.#apply(entry);
    return 'taken';
  }

  /**
   * Puts older messages before the first. They stand as of their own cursor, which may be behind what was heard since:
   * that is made up for.
   *
   * @returns {boolean} whether they belong to this numbering
   */
  older(cursor, messages, more) {
    const { epoch, seq } = parsed(cursor);
    if (epoch !== this.epoch) {
      return false;
    }
    const first = this.messages[0]?.seq ?? Infinity;
    const news = messages.filter((message) => message.seq < first).map((message) => asOf(seq, message));
    this.messages = [...news.map((message) => this.#changes.reduce(changed, message)), ...this.messages];
    this.more = more;
    return true;
  }

  /** Forgets the oldest messages; they can be loaded again. */
  forget(keep) {
    if (this.messages.length > keep) {
      this.messages = this.messages.slice(-keep);
      this.more = true;
    }
  }

  /** @returns {Message | undefined} */
  find(seq) {
    const message = this.messages[this.indexOf(seq)];
    return message?.seq === seq ? message : undefined;
  }

  /** The index of the first message with this number or a later one. */
  indexOf(seq) {
    let low = 0;
    let high = this.messages.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.messages[middle].seq < seq) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  #apply(entry) {
    if (entry.type === 'said') {
      this.messages.push(asOf(entry.seq, { ...entry, edited: false, deleted: Boolean(entry.deleted) }));
      return;
    }
    this.#changes.push(entry);
    if (this.#changes.length > CHANGES_KEPT) {
      this.#changes.shift();
    }
    const index = this.indexOf(entry.of);
    if (this.messages[index]?.seq === entry.of) {
      this.messages[index] = changed(this.messages[index], entry);
    }
  }
}

function parsed(cursor) {
  const dot = cursor.lastIndexOf('.');
  return { epoch: cursor.slice(0, dot), seq: Number(cursor.slice(dot + 1)) };
}

function asOf(seq, message) {
  return { ...message, reactions: message.reactions ?? [], asOf: seq };
}

/** The message with an entry applied; itself where the entry is about another, or in it already. */
function changed(message, entry) {
  if (message.seq !== entry.of || entry.seq <= message.asOf) {
    return message;
  }
  const next = { ...message, asOf: entry.seq };
  switch (entry.type) {
    case 'edited':
      // The text of an edit is erased with its message, so a replay may bring an edit without one.
      return message.deleted ? next : { ...next, text: entry.text ?? message.text, edited: true };
    case 'deleted':
      return { ...next, text: undefined, deleted: true, reactions: [] };
    case 'reacted':
      return { ...next, reactions: reacted(message.reactions, entry) };
    default:
      return message;
  }
}

function reacted(reactions, { emoji, by, on }) {
  const known = reactions.find((reaction) => reaction.emoji === emoji) ?? { emoji, count: 0, who: [] };
  const others = known.who.filter((member) => member.id !== by.id);
  const next = {
    emoji,
    count: Math.max(0, known.count + (on ? 1 : -1)),
    who: on ? [...others, by].slice(0, WHO_KEPT) : others,
  };
  const kept = reactions.some((reaction) => reaction.emoji === emoji)
    ? reactions.map((reaction) => (reaction.emoji === emoji ? next : reaction))
    : [...reactions, next];
  return kept.filter((reaction) => reaction.count > 0);
}
