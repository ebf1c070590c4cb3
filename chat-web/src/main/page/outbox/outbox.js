/**
 * The outbox of this member: what they wrote and the server has not answered. It outlives a reload, and is sent in
 * order, one at a time. Sending again is safe, because the server accepts an id once. A message with files waits until
 * they are uploaded.
 *
 * @import { ClientFrame, Member, OutboxItem, PendingFile } from '../model/types.js'
 * @import { Storage } from '../storage/storage.js'
 */

import { isUploaded, newId } from './outboxItem.js';

/** 200 items at most, because more would only pile up in a browser that has been offline for long. */
const ITEMS_LIMIT = 200;

/** Files are uploaded anew twice, because a server that loses them again would be sent them for ever. */
const LOSSES_LIMIT = 2;

/** Unsent messages of another nickname are removed after 30 days. */
const STRANGERS_KEPT_MS = 30 * 86_400_000;

export class Outbox {
  /** @type {OutboxItem[]} in the order in which they were written */
  items = [];
  /** Called when an item was added, changed or removed. */
  changed = () => {};

  #storage;
  #room;
  #me;

  /**
   * @param {Storage} storage where the items outlive a reload
   * @param {string} room
   * @param {Member} me
   */
  constructor(storage, room, me) {
    this.#storage = storage;
    this.#room = room;
    this.#me = me;
    this.#load();
  }

  get full() {
    return this.items.length >= ITEMS_LIMIT;
  }

  /** How many would be lost if this browser forgot them now, those of other rooms among them. */
  get unsent() {
    const elsewhere = this.#keys.filter((key) => !key.startsWith(this.#key('')));
    return this.items.filter((item) => item.state !== 'kept').length + elsewhere.length;
  }

  /**
   * Adds a frame at the end, under an id of its own.
   *
   * @param {ClientFrame} frame
   * @param {string | null} epoch the numbering of the message that the frame is about
   * @param {PendingFile[]} files
   */
  add(frame, epoch, files = []) {
    const id = newId();
    // Never earlier than the one before, even when the clock was set back.
    const at = Math.max(Date.now(), (this.items.at(-1)?.at ?? 0) + 1);
    const about = frame.of || frame.re ? { epoch } : {};
    /** @type {OutboxItem} */
    const item = { id, frame: { ...frame, id }, at, name: this.#me.name, state: 'waiting', ...about };
    if (files.length > 0) {
      item.files = files;
    }
    this.items.push(item);
    this.#save(item);
    this.changed();
  }

  /**
   * The next to send; null while one is being sent, so that a refused one can go before the later ones. A message waits
   * for the files of the messages before it; a change does not, because it is about a message that is there.
   */
  next() {
    if (this.items.some((item) => item.state === 'sending')) {
      return null;
    }
    const uploading = this.nextToUpload();
    const isNext = (/** @type {OutboxItem} */ { state, frame, at }) =>
      state === 'waiting' && (frame.type !== 'say' || !uploading || at < uploading.at);
    return this.items.find(isNext) ?? null;
  }

  /** The first message that waits for its files; null where there is none. */
  nextToUpload() {
    return this.items.find((item) => item.state === 'waiting' && !isUploaded(item)) ?? null;
  }

  /**
   * Changes what is known of a file of a message.
   *
   * @param {string} id
   * @param {string} key the file's
   * @param {Partial<PendingFile>} change
   */
  changeFile(id, key, change) {
    const item = this.items.find((one) => one.id === id);
    if (item?.files) {
      this.#change(id, { files: item.files.map((file) => (file.key === key ? { ...file, ...change } : file)) });
    }
  }

  /**
   * The server has the files of a message no longer: they are uploaded anew, or the message has failed where that has
   * not helped before.
   *
   * @param {string} id
   * @param {string} code
   */
  filesLost(id, code) {
    const { files, lost = 0 } = this.items.find((item) => item.id === id) ?? {};
    const anew = files?.map((file) => ({ ...file, id: undefined, address: undefined }));
    this.#change(id, { files: anew, lost: lost + 1 });
    if (anew && lost < LOSSES_LIMIT) {
      this.markWaiting(id);
    } else {
      this.markFailed(id, code);
    }
  }

  /** @param {string} id */
  markSending(id) {
    this.#change(id, { state: 'sending' });
  }

  /**
   * The server has acknowledged it: it stays visible until the entry itself arrives.
   *
   * @param {string} id
   * @param {number} seq
   */
  markKept(id, seq) {
    this.#change(id, { state: 'kept', seq });
    this.#storage.remove(this.#key(id));
  }

  /**
   * An entry arrived: items that became this entry, or one before it, are in the conversation.
   *
   * @param {number} seq
   */
  entryArrived(seq) {
    this.items = this.items.filter((item) => item.state !== 'kept' || (item.seq ?? 0) > seq);
  }

  /**
   * The numbering is this one: in another, the same number is another message. An answer is still worth sending; a
   * change has no message any more.
   *
   * @param {string} epoch
   */
  setEpoch(epoch) {
    for (const { id, frame } of this.items.filter((item) => item.epoch && item.epoch !== epoch)) {
      if (frame.type === 'say') {
        this.#change(id, { frame: { ...frame, re: undefined }, epoch: undefined });
      } else {
        this.remove(id);
      }
    }
  }

  /**
   * The entry arrived, or the author discarded the item.
   *
   * @param {string} id
   */
  remove(id) {
    this.items = this.items.filter((item) => item.id !== id);
    this.#storage.remove(this.#key(id));
    this.changed();
  }

  /**
   * Not accepted for now, or to be sent again: it waits at its place in the order.
   *
   * @param {string} id
   */
  markWaiting(id) {
    this.#change(id, { state: 'waiting', code: undefined, until: undefined, reason: undefined });
  }

  /**
   * @param {string} id
   * @param {string} code why
   * @param {number} [until] when the reason ends, where that is known
   * @param {string} [reason] why, in the server's words
   */
  markFailed(id, code, until, reason) {
    this.#change(id, { state: 'failed', code, until, reason });
  }

  /** The connection is lost: what was being sent may or may not have arrived. */
  disconnected() {
    for (const { id } of this.items.filter((item) => item.state === 'sending')) {
      this.#change(id, { state: 'waiting' });
    }
  }

  /** The conversation begins with newer entries: acknowledged items are before them, though not shown. */
  conversationReset() {
    this.items = this.items.filter((item) => item.state !== 'kept');
  }

  /** The files of all messages that wait in this browser, whatever their room and member. */
  get storedFileKeys() {
    const items = this.#storage.keysWithPrefix('waiting/').map((key) => this.#storage.load(key));
    return new Set(items.flatMap((item) => item?.files ?? []).map(({ key }) => String(key)));
  }

  /** Removes everything of this member, here and in the browser, whatever room it was written in. */
  clear() {
    for (const key of this.#keys) {
      this.#storage.remove(key);
    }
    this.items = [];
  }

  /**
   * @param {string} id
   * @param {Partial<OutboxItem>} change
   */
  #change(id, change) {
    const index = this.items.findIndex((item) => item.id === id);
    if (index >= 0) {
      this.items[index] = { ...this.items[index], ...change };
      // Missing where another tab signed out, and to stay so.
      if (this.#storage.load(this.#key(id)) !== null) {
        this.#save(this.items[index]);
      }
      this.changed();
    }
  }

  /** The keys of what this member has written, in any room. */
  get #keys() {
    return this.#storage.keysWithPrefix('waiting/').filter((key) => key.split('/').at(-2) === this.#me.id);
  }

  /** @param {string} id */
  #key(id) {
    return `waiting/${this.#room}/${this.#me.id}/${id}`;
  }

  /** @param {OutboxItem} item */
  #save(item) {
    if (item.state !== 'kept') {
      this.#storage.store(this.#key(item.id), { ...item, state: item.state === 'failed' ? 'failed' : 'waiting' });
    }
  }

  #load() {
    const found = this.#storage.keysWithPrefix(`waiting/${this.#room}/`).map((key) => this.#loadItem(key));
    this.items = found.filter((item) => item !== null).sort((one, other) => one.at - other.at);
  }

  /**
   * @param {string} key
   * @returns {OutboxItem | null}
   */
  #loadItem(key) {
    const item = this.#storage.load(key);
    const isChange = item?.frame?.type !== 'say';
    // The author has seen that a change was refused; a change of an earlier sign-in is not this member's to make.
    if (!item?.id || (isChange && (item.state === 'failed' || key !== this.#key(item.id)))) {
      this.#storage.remove(key);
      return null;
    }
    return key === this.#key(item.id) ? item : this.#adopt(key, item);
  }

  /**
   * A message of an earlier sign-in. Under the same nickname it is of the same person, but whether it was sent is not
   * known, and the server knows its id under another member, so the author decides.
   *
   * @param {string} key
   * @param {OutboxItem} item
   * @returns {OutboxItem | null}
   */
  #adopt(key, item) {
    if (item.name === this.#me.name) {
      this.#storage.remove(key);
      /** @type {OutboxItem} */
      const mine = { ...item, state: 'failed', code: 'earlier' };
      this.#save(mine);
      return mine;
    }
    if (Date.now() - item.at > STRANGERS_KEPT_MS) {
      this.#storage.remove(key);
    }
    return null;
  }
}
