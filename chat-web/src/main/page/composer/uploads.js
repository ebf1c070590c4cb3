/**
 * The files of this member: those of the message that is being written, and those that are being uploaded. The part of
 * the page that does this is loaded when it is needed for the first time.
 *
 * @import { PendingFile } from '../model/types.js'
 * @import { Outbox } from '../outbox/outbox.js'
 * @import { Transfers } from '../outbox/transfers.js'
 * @import { MemberStorage } from '../storage/memberStorage.js'
 * @import { Attachments } from '../upload/attachments.js'
 * @import { DraftFiles } from '../upload/draftFiles.js'
 * @import { FileBytes } from '../upload/fileBytes.js'
 * @import { TusClient } from '../upload/tusClient.js'
 * @import { Uploader } from '../upload/uploader.js'
 */

import { showNotice } from '../ui/notice.js';
import { text } from '../ui/texts.js';

/**
 * @typedef {object} UploadParts what is loaded
 * @property {typeof Attachments} Attachments
 * @property {typeof DraftFiles} DraftFiles
 * @property {typeof FileBytes} FileBytes
 * @property {typeof TusClient} TusClient
 * @property {typeof Uploader} Uploader
 *
 * @typedef {object} UploadsContext
 * @property {() => Promise<UploadParts>} load
 * @property {boolean} enabled whether the server takes files
 * @property {HTMLElement} place where the files of the message are shown
 * @property {string} path the room's name as it stands in an address
 * @property {MemberStorage} memberStorage
 * @property {Outbox} outbox
 * @property {Transfers} transfers
 * @property {() => void} uploaded called when something in the outbox has changed
 * @property {() => void} send sends the message that is being written
 * @property {() => void} changed called when the files of that message have changed
 * @property {() => void} write moves the focus to the text
 */

const DRAFTS = 'files/';

export class Uploads {
  #context;
  #connected = false;
  /** @type {Promise<void> | null} */
  #loading = null;
  /** @type {{attachments: Attachments, uploader: Uploader} | null} */
  #parts = null;
  /** Whether the message is to be sent as soon as its files are ready. */
  #sendsSoon = false;

  /** @param {UploadsContext} context */
  constructor(context) {
    this.#context = context;
  }

  /** How many files the message has that is being written. */
  get count() {
    return this.#parts?.attachments.count ?? 0;
  }

  /** Shows the files of a message that was being written when the page was left. */
  async restore() {
    const { memberStorage, path } = this.#context;
    if (memberStorage.load(DRAFTS + path)) {
      await this.#loaded();
      this.#parts?.attachments.restore();
    }
  }

  /**
   * Adds files to the message that is being written.
   *
   * @param {File[]} files
   */
  async add(files) {
    if (!this.#context.enabled) {
      showNotice(text('files.off'));
      return;
    }
    await this.#loaded();
    this.#parts?.attachments.add(files);
    this.#context.write();
  }

  /** Whether the files can be sent now; where not, the message is sent by itself once they can. */
  ready() {
    this.#sendsSoon = this.#parts?.attachments.busy ?? false;
    if (this.#sendsSoon) {
      showNotice(text('files.preparing'));
    }
    return !this.#sendsSoon;
  }

  /**
   * The files of the message that is sent now; none are left.
   *
   * @returns {PendingFile[]}
   */
  take() {
    return this.#parts?.attachments.take() ?? [];
  }

  /** Discards the files of the message that is being written. */
  discard() {
    this.#parts?.attachments.clear();
  }

  /** @param {boolean} connected */
  setConnected(connected) {
    this.#connected = connected;
    this.#parts?.uploader.setConnected(connected);
  }

  /** The outbox has changed. */
  check() {
    if (this.#parts) {
      this.#parts.uploader.check();
    } else if (this.#context.outbox.items.some(({ files }) => files)) {
      this.#loaded();
    }
  }

  async #loaded() {
    this.#loading ??= this.#load();
    try {
      await this.#loading;
    } catch {
      this.#loading = null;
      showNotice(text('files.unloaded'));
    }
  }

  async #load() {
    const { load, place, path, write, memberStorage, ...context } = this.#context;
    const { Attachments, DraftFiles, FileBytes, TusClient, Uploader } = await load();
    const bytes = new FileBytes();
    const draft = new DraftFiles(memberStorage, DRAFTS + path, bytes);
    const changed = () => this.#filesChanged();
    const attachments = new Attachments(place, bytes, draft, { notice: showNotice, changed, write });
    const uploader = new Uploader({ ...context, bytes, client: new TusClient(path) });
    this.#parts = { attachments, uploader };
    uploader.setConnected(this.#connected);
    bytes.removeUnused(new Set([...context.outbox.storedFileKeys, ...this.#draftKeys()]));
  }

  /** The files of all messages that this member is writing, in any room. */
  #draftKeys() {
    const { memberStorage } = this.#context;
    const drafts = memberStorage.keysWithPrefix(DRAFTS).flatMap((key) => memberStorage.load(key) ?? []);
    return drafts.map((/** @type {{key: string}} */ { key }) => key);
  }

  #filesChanged() {
    this.#context.changed();
    if (this.#sendsSoon && !this.#parts?.attachments.busy) {
      this.#sendsSoon = false;
      this.#context.send();
    }
  }
}
