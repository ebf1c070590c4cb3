/**
 * What this member has written and the server has not answered: kept over a reload, sent in order, one at a time.
 * Sending again is safe, as the server takes an id once.
 *
 * @typedef {object} Item
 * @property {string} id
 * @property {object} frame what to send
 * @property {number} at when it was written; also its place in the line
 * @property {string} name the author's nickname then
 * @property {'waiting' | 'sending' | 'kept' | 'failed'} state
 * @property {string} [code] why it failed
 * @property {number} [seq] the entry it became
 * @property {string} [epoch] the numbering in which `frame.of` or `frame.re` names a message
 */

/** How many may wait; more would only pile up in a browser that has been offline for long. */
const MOST_WAITING = 200;

/** Unsent words of another nickname are dropped after this long. */
const STRANGERS_KEPT_MS = 30 * 86_400_000;

export class Waiting {
  /** @type {Item[]} in the order they were written */
  items = [];

  #shelf;
  #room;
  #me;

  constructor(shelf, room, me) {
    this.#shelf = shelf;
    this.#room = room;
    this.#me = me;
    this.#load();
  }

  get full() {
    return this.items.length >= MOST_WAITING;
  }

  /** How many would be lost if this browser forgot them now, those of other rooms among them. */
  get unsent() {
    const elsewhere = this.#all.filter((key) => !key.startsWith(this.#key('')));
    return this.items.filter((item) => item.state !== 'kept').length + elsewhere.length;
  }

  /**
   * Puts a frame at the end of the line, under an id of its own.
   *
   * @param {string | null} epoch the numbering of the message that it speaks of
   */
  add(frame, epoch) {
    const id = newId();
    // Never earlier than the one before, even when the clock was set back.
    const at = Math.max(Date.now(), (this.items.at(-1)?.at ?? 0) + 1);
    const about = aboutMessage(frame) ? { epoch } : {};
    const item = { id, frame: { ...frame, id }, at, name: this.#me.name, state: 'waiting', ...about };
    this.items.push(item);
    this.#save(item);
  }

  /** The next to send; null while one is on its way, so that a refused one can go before the later ones. */
  next() {
    if (this.items.some((item) => item.state === 'sending')) {
      return null;
    }
    return this.items.find((item) => item.state === 'waiting') ?? null;
  }

  sending(id) {
    this.#change(id, { state: 'sending' });
  }

  /** Acknowledged: it stays visible until the entry itself comes. */
  kept(id, seq) {
    this.#change(id, { state: 'kept', seq });
    this.#shelf.drop(this.#key(id));
  }

  /** An entry came: whatever was acknowledged as that one, or as one before it, is in. */
  arrived(seq) {
    this.items = this.items.filter((item) => item.state !== 'kept' || item.seq > seq);
  }

  /**
   * The numbering is this one: in another, the same number is another message. An answer is still worth saying; a change
   * has nothing any more to be made to.
   */
  numbered(epoch) {
    for (const { id, frame } of this.items.filter((item) => item.epoch && item.epoch !== epoch)) {
      if (frame.type === 'say') {
        this.#change(id, { frame: { ...frame, re: undefined }, epoch: undefined });
      } else {
        this.remove(id);
      }
    }
  }

  /** The entry came, or the author gave it up. */
  remove(id) {
    this.items = this.items.filter((item) => item.id !== id);
    this.#shelf.drop(this.#key(id));
  }

  /** Not taken for now: it is the next to go again. */
  later(id) {
    this.#change(id, { state: 'waiting' });
  }

  failed(id, code) {
    this.#change(id, { state: 'failed', code });
  }

  /** The author wants it sent again. */
  again(id) {
    this.#change(id, { state: 'waiting', code: undefined });
  }

  /** The connection is gone: what was on its way may or may not have arrived. */
  disconnected() {
    this.items
      .filter((item) => item.state === 'sending')
      .forEach((item) => this.#change(item.id, { state: 'waiting' }));
  }

  /** The conversation begins with newer things: what became an entry before them is in, though not shown. */
  begun() {
    this.items = this.items.filter((item) => item.state !== 'kept');
  }

  /** Forgets everything of this member, here and in the browser, whatever room it was written in. */
  clear() {
    this.#all.forEach(this.#shelf.drop);
    this.items = [];
  }

  #change(id, change) {
    const index = this.items.findIndex((item) => item.id === id);
    if (index >= 0) {
      this.items[index] = { ...this.items[index], ...change };
      // Gone where another tab signed out, and to stay so.
      if (this.#shelf.recall(this.#key(id)) !== null) {
        this.#save(this.items[index]);
      }
    }
  }

  /** The keys of what this member has written, in any room. */
  get #all() {
    return this.#shelf.keysUnder('waiting/').filter((key) => key.split('/').at(-2) === this.#me.id);
  }

  #key(id) {
    return `waiting/${this.#room}/${this.#me.id}/${id}`;
  }

  #save(item) {
    if (item.state !== 'kept') {
      this.#shelf.keep(this.#key(item.id), { ...item, state: item.state === 'failed' ? 'failed' : 'waiting' });
    }
  }

  #load() {
    const found = this.#shelf.keysUnder(`waiting/${this.#room}/`).map((key) => this.#pickUp(key));
    this.items = found.filter(Boolean).sort((one, other) => one.at - other.at);
  }

  #pickUp(key) {
    const item = this.#shelf.recall(key);
    const change = item?.frame?.type !== 'say';
    // A change that was refused has been told of; one of an earlier sign-in is not this member's to make.
    if (!item?.id || (change && (item.state === 'failed' || key !== this.#key(item.id)))) {
      this.#shelf.drop(key);
      return null;
    }
    return key === this.#key(item.id) ? item : this.#adopt(key, item);
  }

  /**
   * Words of an earlier sign-in. Under the same nickname they are the same person's, but whether they were said is not
   * known, and the server knows their ids under another member: so the author decides.
   */
  #adopt(key, item) {
    if (item.name === this.#me.name) {
      this.#shelf.drop(key);
      const mine = { ...item, state: 'failed', code: 'earlier' };
      this.#save(mine);
      return mine;
    }
    if (Date.now() - item.at > STRANGERS_KEPT_MS) {
      this.#shelf.drop(key);
    }
    return null;
  }
}

const aboutMessage = ({ of, re }) => Boolean(of || re);

/** Not `crypto.randomUUID`: that is missing on a page served over plain http. */
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
