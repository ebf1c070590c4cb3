/**
 * The uploader: uploads the files of the outbox in the order of their messages, one at a time, and goes on where it was
 * after a cut.
 *
 * @import { OutboxItem, PendingFile } from '../model/types.js'
 * @import { Outbox } from '../outbox/outbox.js'
 * @import { Transfers } from '../outbox/transfers.js'
 * @import { FileBytes } from './fileBytes.js'
 * @import { Failure, TusClient } from './tusClient.js'
 */

/** The statuses after which the same upload is never accepted, where the server itself gave them. */
const FINAL = [400, 403, 404, 413, 415, 422, 429, 507];
/** The statuses of an upload that the server has no longer. */
const GONE = [404, 410];
/** A pause that the server asks for is kept if it is 60 s at most; a longer one is the sender's to decide. */
const LONGEST_PAUSE_MS = 60_000;
const SHORTEST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 10_000;

/**
 * @typedef {object} UploadContext
 * @property {Outbox} outbox
 * @property {FileBytes} bytes
 * @property {TusClient} client
 * @property {Transfers} transfers
 * @property {() => void} uploaded called when something in the outbox has changed
 */

export class Uploader {
  #context;
  #running = false;
  #connected = false;
  #failures = 0;
  /** Ends a pause. */
  #wake = () => {};
  /** @type {{id: string, address?: string, abort: AbortController} | null} */
  #current = null;
  /** @type {Set<string>} the files whose bytes this page has read */
  #held = new Set();

  /** @param {UploadContext} context */
  constructor(context) {
    this.#context = context;
  }

  /** @param {boolean} connected whether the page has a connection, without which nothing is tried */
  setConnected(connected) {
    this.#connected = connected;
    if (connected) {
      this.#failures = 0;
      this.#wake();
    }
    this.check();
  }

  /** Something in the outbox may have changed: uploads what waits, and removes the bytes of what is there no longer. */
  check() {
    this.#cancelUnwanted();
    this.#release();
    this.#showPreviews();
    if (this.#connected && !this.#running) {
      this.#run();
    }
  }

  async #run() {
    this.#running = true;
    for (let item = this.#next(); item; item = this.#next()) {
      const file = item.files?.find(({ id }) => !id);
      if (file) {
        await this.#upload(item.id, file);
        this.#context.uploaded();
      }
    }
    this.#running = false;
  }

  #next() {
    return this.#connected ? this.#context.outbox.nextToUpload() : null;
  }

  /**
   * @param {string} id the message's
   * @param {PendingFile} file
   */
  async #upload(id, file) {
    const { outbox, bytes } = this.#context;
    const abort = new AbortController();
    this.#current = { id, address: file.address, abort };
    const content = await bytes.load(file.key);
    const failure = content ? await this.#send(id, file, content, abort.signal) : null;
    this.#current = null;
    if (!content) {
      outbox.markFailed(id, 'file-lost');
    } else if (failure && !abort.signal.aborted) {
      await this.#failed(id, file, failure);
    }
  }

  /**
   * Sends what the server does not have of a file.
   *
   * @param {string} id the message's
   * @param {PendingFile} file
   * @param {Blob} content
   * @param {AbortSignal} signal
   * @returns {Promise<Failure | null>} null where all of it is there
   */
  async #send(id, file, content, signal) {
    const { outbox, client, transfers } = this.#context;
    const begun = await this.#begin(id, file);
    if ('failure' in begun) {
      return begun.failure;
    }
    const { address } = begun;
    let { offset } = begun;
    const progressed = (/** @type {number} */ sent) => transfers.setFraction(file.key, sent / content.size);
    // At least once: an upload whose last answer was lost is completed by an empty piece.
    do {
      progressed(offset);
      const sent = await client.send(address, content, offset, progressed, signal);
      if ('failure' in sent) {
        return sent.failure;
      }
      this.#failures = 0;
      offset = sent.offset;
    } while (offset < content.size);
    outbox.changeFile(id, file.key, { id: address.slice(address.lastIndexOf('/') + 1) });
    return null;
  }

  /**
   * Creates the upload of a file, or finds where it was.
   *
   * @param {string} id the message's
   * @param {PendingFile} file
   * @returns {Promise<{address: string, offset: number} | {failure: Failure}>}
   */
  async #begin(id, file) {
    const { outbox, client } = this.#context;
    if (file.address) {
      const known = await client.offset(file.address);
      return 'failure' in known ? known : { address: file.address, ...known };
    }
    const created = await client.create(file);
    if ('address' in created) {
      outbox.changeFile(id, file.key, created);
      if (this.#current) {
        this.#current.address = created.address;
      }
      return { ...created, offset: 0 };
    }
    return created;
  }

  /**
   * @param {string} id the message's
   * @param {PendingFile} file
   * @param {Failure} failure
   */
  async #failed(id, file, { status, code, reason, retryAfter }) {
    const { outbox } = this.#context;
    const pauses = status === 429 && retryAfter > 0 && retryAfter <= LONGEST_PAUSE_MS;
    const known = outbox.items.find((item) => item.id === id)?.files?.find(({ key }) => key === file.key);
    if (known?.address && GONE.includes(status)) {
      outbox.changeFile(id, file.key, { address: undefined });
    } else if (code && FINAL.includes(status) && !pauses) {
      outbox.markFailed(id, code, undefined, reason);
    } else if (status === 413) {
      outbox.markFailed(id, 'file-too-large');
    } else {
      await this.#pause(pauses ? retryAfter : this.#backoff());
    }
  }

  #backoff() {
    return Math.min(LONGEST_RETRY_MS, SHORTEST_RETRY_MS * 2 ** this.#failures++);
  }

  /** @param {number} milliseconds */
  #pause(milliseconds) {
    return /** @type {Promise<void>} */ (
      new Promise((resolve) => {
        const timer = setTimeout(resolve, milliseconds);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      })
    );
  }

  /** Ends the upload of a message that was discarded. */
  #cancelUnwanted() {
    const { outbox, client } = this.#context;
    if (this.#current) {
      const { id, address, abort } = this.#current;
      const isWanted = outbox.items.some((item) => item.id === id);
      if (!isWanted && !abort.signal.aborted) {
        abort.abort();
        if (address) {
          client.cancel(address);
        }
      }
    }
  }

  /** Removes the bytes of messages that are in the outbox no longer. */
  #release() {
    const { outbox, bytes, transfers } = this.#context;
    const used = new Set(filesOf(outbox.items).map(({ key }) => key));
    for (const key of this.#held) {
      if (!used.has(key)) {
        this.#held.delete(key);
        transfers.remove(key);
        bytes.remove(key);
      }
    }
  }

  /** Shows the pictures that wait. */
  #showPreviews() {
    const { outbox, bytes, transfers } = this.#context;
    for (const { key, type } of filesOf(outbox.items)) {
      if (!this.#held.has(key)) {
        this.#held.add(key);
        if (type.startsWith('image/')) {
          bytes.load(key).then((content) => content && transfers.setPreview(key, URL.createObjectURL(content)));
        }
      }
    }
  }
}

/** @param {OutboxItem[]} items */
const filesOf = (items) => items.flatMap(({ files = [] }) => files);
