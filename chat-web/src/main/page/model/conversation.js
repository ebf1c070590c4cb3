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
 * @property {string} [html] the text as safe HTML, where it has a form
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

  /**
   * A stretch of this numbering that lies further back, with a gap between it and this one.
   *
   * @param {number} upTo nothing up to this entry is missing after its first message
   * @returns {Conversation | null} null where the cursor is of another numbering
   */
  apart(cursor, messages, more, upTo) {
    const stretch = new Conversation();
    stretch.epoch = this.epoch;
    stretch.more = more;
    stretch.#changes = this.#changes;
    return stretch.newer(cursor, messages, upTo) ? stretch : null;
  }

  /** Puts newer messages after the last of a stretch that lies back; false where they are of another numbering. */
  newer(cursor, messages, upTo) {
    const { epoch, seq } = parsed(cursor);
    if (epoch !== this.epoch) {
      return false;
    }
    const last = this.messages.at(-1)?.seq ?? 0;
    const news = messages.filter((message) => message.seq > last).map((message) => asOf(seq, message));
    this.messages = [...this.messages, ...news.map((message) => this.#changes.reduce(changed, message))];
    this.seq = upTo;
    return true;
  }

  /** Whether a stretch that lies back, without a gap up to an entry, reaches to the first message here. */
  touches(upTo) {
    return upTo + 1 >= (this.messages[0]?.seq ?? this.seq + 1);
  }

  /** Takes in a stretch that touches this one. */
  join(stretch) {
    const first = this.messages[0]?.seq ?? Infinity;
    this.messages = [...stretch.messages.filter((message) => message.seq < first), ...this.messages];
    this.more = stretch.more;
  }

  /** Applies an entry about a message that is here, and nothing else. */
  amend(entry) {
    const index = this.indexOf(entry.of);
    if (this.messages[index]?.seq === entry.of) {
      this.messages[index] = changed(this.messages[index], entry);
    }
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
    this.amend(entry);
  }
}

/** @param {string} cursor `EPOCH.SEQ` */
export function parsed(cursor) {
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
  return { ...applied(message, entry), asOf: entry.seq };
}

/** The message with a change, whenever that was. */
export function applied(message, { type, text, html, ...change }) {
  switch (type) {
    case 'edited':
      // The text of an edit is erased with its message, so a replay may bring an edit without one.
      return message.deleted || text === undefined ? message : { ...message, text, html, edited: true };
    case 'deleted':
      return { ...message, text: undefined, html: undefined, deleted: true, reactions: [] };
    case 'reacted':
      return message.deleted ? message : { ...message, reactions: reacted(message.reactions, change) };
    default:
      return message;
  }
}

function reacted(reactions, { emoji, by, on }) {
  const known = reactions.find((reaction) => reaction.emoji === emoji) ?? { emoji, count: 0, who: [] };
  const others = known.who.filter((member) => member.id !== by.id);
  const was = others.length < known.who.length;
  // Of more than are named, nobody knows here who they are: whoever takes a reaction back is believed.
  const unnamed = known.count > known.who.length;
  const step = on ? !was : -(was || unnamed);
  const next = {
    emoji,
    count: Math.max(0, known.count + Number(step)),
    who: on ? [...others, by].slice(0, WHO_KEPT) : others,
  };
  const kept = reactions.some((reaction) => reaction.emoji === emoji)
    ? reactions.map((reaction) => (reaction.emoji === emoji ? next : reaction))
    : [...reactions, next];
  return kept.filter((reaction) => reaction.count > 0);
}
