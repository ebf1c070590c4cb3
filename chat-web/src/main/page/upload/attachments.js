/**
 * The attachments of the message that is being written: shown above the composer, each with its name, its size, a
 * description and a button that removes it.
 *
 * @import { PendingFile } from '../model/types.js'
 * @import { DraftFiles } from './draftFiles.js'
 */

import { button, field, group, make, reconcile, setText } from '../ui/elements.js';
import { endingOf, sizeOf } from '../ui/fileSizes.js';
import { counted, text } from '../ui/texts.js';
import { FileBytes } from './fileBytes.js';
import { fileName } from './fileName.js';
import { fitted, shrink } from './shrink.js';

/** A message has 10 files at most. */
const FILES_LIMIT = 10;
/** A description has 1,000 characters at most. */
const DESCRIPTION_LIMIT = 1_000;

/**
 * @typedef {object} Attachment
 * @property {string} key by which the browser keeps it
 * @property {File} file as it was chosen
 * @property {File | null} smaller
 * @property {number} [width]
 * @property {number} [height]
 * @property {HTMLInputElement} description
 * @property {HTMLElement} line
 */

export class Attachments {
  #list = make('ul', '');
  #original = make('input', '');
  #saved = make('span', '');
  #switch = group('label', 'originals', this.#original, this.#saved);
  #place;
  #bytes;
  #draft;
  #actions;
  /** @type {Attachment[]} */
  #all = [];
  /** The pictures are made smaller one after the other, because each takes much memory. */
  #work = Promise.resolve();
  #working = 0;

  /**
   * @param {HTMLElement} place
   * @param {FileBytes} bytes
   * @param {DraftFiles} draft
   * @param {{notice: (sentence: string) => void, changed: () => void, write: () => void}} actions
   */
  constructor(place, bytes, draft, actions) {
    this.#place = place;
    this.#bytes = bytes;
    this.#draft = draft;
    this.#actions = actions;
    this.#original.type = 'checkbox';
    this.#original.addEventListener('change', () => this.#show());
    place.replaceChildren(this.#list, this.#switch);
    this.#show();
  }

  get count() {
    return this.#all.length;
  }

  /** Whether pictures are still being made smaller. */
  get busy() {
    return this.#working > 0;
  }

  /**
   * Adds files that were chosen, pasted or dropped.
   *
   * @param {File[]} files
   */
  add(files) {
    const readable = files.filter((file) => file.size > 0);
    const accepted = readable.slice(0, FILES_LIMIT - this.count);
    if (readable.length < files.length) {
      this.#actions.notice(text('files.empty'));
    } else if (accepted.length < readable.length) {
      this.#actions.notice(text('files.limit', { count: FILES_LIMIT }));
    }
    for (const file of accepted) {
      this.#addOne(this.#draft.add(file), file);
    }
    this.#show();
    this.#actions.changed();
  }

  /** Shows the files again that were chosen before the page was loaded. */
  async restore() {
    for (const { key, file, alt } of await this.#draft.load()) {
      this.#addOne(key, file, alt);
    }
    this.#show();
    this.#actions.changed();
  }

  /**
   * Empties the list, because the message is sent.
   *
   * @returns {PendingFile[]} what was in it
   */
  take() {
    const files = this.#all.map((attachment) => this.#pending(attachment));
    this.clear();
    return files;
  }

  clear() {
    for (const { key, line } of this.#all) {
      this.#draft.remove(key);
      releasePicture(line);
    }
    this.#all = [];
    this.#original.checked = false;
    this.#show();
  }

  /**
   * @param {string} key
   * @param {File} file
   * @param {string} [alt]
   */
  #addOne(key, file, alt = '') {
    const description = field(text('files.alt', { name: file.name }), {
      placeholder: text('files.alt.hint'),
      maxLength: DESCRIPTION_LIMIT,
    });
    // Enter sends the message, as in its text.
    description.setAttribute('form', 'composer');
    description.value = alt;
    description.addEventListener('input', () => this.#draft.describe(key, description.value));
    /** @type {Attachment} */
    const attachment = { key, file, smaller: null, description, line: make('li', '') };
    attachment.line = this.#lineOf(attachment);
    this.#all.push(attachment);
    this.#working++;
    this.#work = this.#work.then(() => this.#measure(attachment));
  }

  /** @param {Attachment} attachment */
  async #measure(attachment) {
    if (this.#all.includes(attachment)) {
      Object.assign(attachment, await shrink(attachment.file));
    }
    this.#working--;
    this.#show();
    this.#actions.changed();
  }

  /** @param {Attachment} attachment */
  #lineOf(attachment) {
    const { file, description } = attachment;
    const remove = button('×', () => this.#remove(attachment), 'cross');
    remove.ariaLabel = text('files.remove', { name: file.name });
    const words = group('div', '', group('p', '', make('bdi', 'name', file.name), ' ', make('span', 'size')));
    if (file.type.startsWith('image/')) {
      words.append(description);
    }
    return group('li', '', thumbnailOf(file), words, remove);
  }

  /** @param {Attachment} attachment */
  #remove(attachment) {
    releasePicture(attachment.line);
    this.#draft.remove(attachment.key);
    this.#all = this.#all.filter((one) => one !== attachment);
    this.#show();
    this.#actions.changed();
    this.#actions.write();
  }

  /**
   * @param {Attachment} attachment
   * @returns {PendingFile}
   */
  #pending(attachment) {
    const { width = 0, height = 0, description } = attachment;
    const file = this.#chosen(attachment);
    const key = FileBytes.newKey();
    this.#bytes.store(key, file);
    const size = file === attachment.file ? { width, height } : fitted({ width, height });
    const alt = description.value.trim();
    return {
      ...{ key, name: fileName(file.name), type: file.type, size: file.size },
      ...(width && size),
      ...(alt && { alt }),
    };
  }

  /** @param {Attachment} attachment */
  #chosen({ file, smaller }) {
    return this.#original.checked ? file : (smaller ?? file);
  }

  #show() {
    this.#place.hidden = this.count === 0;
    reconcile(
      this.#list,
      this.#all.map(({ line }) => line),
    );
    for (const attachment of this.#all) {
      const size = attachment.line.querySelector('.size');
      if (size) {
        setText(size, sizeOf(this.#chosen(attachment).size));
      }
    }
    this.#showSwitch();
  }

  #showSwitch() {
    const shrunk = this.#all.filter(({ smaller }) => smaller);
    const before = shrunk.reduce((sum, { file }) => sum + file.size, 0);
    const after = shrunk.reduce((sum, { smaller }) => sum + (smaller?.size ?? 0), 0);
    this.#switch.hidden = shrunk.length === 0;
    setText(this.#saved, counted('files.originals', shrunk.length, { before: sizeOf(before), after: sizeOf(after) }));
  }
}

/** @param {File} file */
function thumbnailOf(file) {
  if (!file.type.startsWith('image/')) {
    return make('span', 'kind', endingOf(file.name));
  }
  const picture = make('img', '');
  picture.alt = '';
  picture.src = URL.createObjectURL(file);
  return picture;
}

/** @param {HTMLElement} line */
function releasePicture(line) {
  const picture = line.querySelector('img');
  if (picture) {
    URL.revokeObjectURL(picture.src);
  }
}
