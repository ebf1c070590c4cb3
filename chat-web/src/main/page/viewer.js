/**
 * The viewer of pictures: over the whole window, with the pictures of the conversation side by side in a strip that
 * scrolls. Loaded when the first picture is opened. A finger swipes, since the strip scrolls, and pinches, since the
 * browser zooms; arrow keys and buttons go from picture to picture; Escape, Back and the cross close it.
 *
 * @import { Picture } from './log/pictures.js'
 */

import { button, group, make, setText } from './ui/elements.js';
import { sizeOf } from './ui/fileSizes.js';
import { text, timeOf } from './ui/texts.js';

/** The step of each key; the ends of the strip are further away than any picture. */
const STEPS = new Map([
  ['ArrowLeft', -1],
  ['ArrowRight', 1],
  ['PageUp', -1],
  ['PageDown', 1],
  ['Home', -Infinity],
  ['End', Infinity],
]);

/**
 * @typedef {object} ViewerContext
 * @property {(close: () => void) => () => void} openLayer lets Back close the viewer
 * @property {boolean} savesData whether originals are loaded on asking alone
 */

export class Viewer {
  #pictures;
  #context;
  #index = 0;
  #dialog = make('dialog', 'viewer');
  #strip = make('div', 'strip');
  #name = make('bdi', 'name');
  #about = make('span', 'about');
  #alt = make('p', 'alt');
  #download = make('a', 'download', text('viewer.download'));
  #original = button('', () => this.#showOriginal(this.#index), 'original');
  #previous = button('‹', () => this.#step(-1), 'previous');
  #next = button('›', () => this.#step(1), 'next');
  #left = () => {};

  /**
   * @param {Picture[]} pictures
   * @param {ViewerContext} context
   */
  constructor(pictures, context) {
    this.#pictures = pictures;
    this.#context = context;
    this.#strip.append(...pictures.map(slideOf));
    // It scrolls, so it can take the focus.
    this.#strip.tabIndex = 0;
    this.#strip.role = 'group';
    this.#strip.setAttribute('aria-labelledby', 'viewer-title');
    this.#previous.ariaLabel = text('viewer.previous');
    this.#next.ariaLabel = text('viewer.next');
    this.#dialog.append(this.#head(), this.#strip, this.#previous, this.#next, this.#alt);
    this.#dialog.addEventListener('close', () => this.#closed());
    this.#dialog.addEventListener('keydown', (event) => this.#pressed(event));
    this.#strip.addEventListener('scroll', () => this.#scrolled(), { passive: true });
    this.#strip.addEventListener('click', (event) => event.target instanceof HTMLImageElement || this.#dialog.close());
    new ResizeObserver(() => this.#scrollTo(this.#index)).observe(this.#strip);
  }

  /** @param {string} id the file that is shown first */
  open(id) {
    document.body.append(this.#dialog);
    this.#dialog.showModal();
    this.#left = this.#context.openLayer(() => this.#dialog.close());
    this.#scrollTo(
      Math.max(
        0,
        this.#pictures.findIndex(({ file }) => file.id === id),
      ),
    );
  }

  /**
   * Files are gone: closes where one of them is shown.
   *
   * @param {string[]} ids
   */
  remove(ids) {
    const shown = this.#pictures[this.#index];
    if (ids.includes(shown.file.id)) {
      this.#dialog.close();
      return;
    }
    for (const [index, { file }] of this.#pictures.entries()) {
      if (ids.includes(file.id)) {
        this.#slideAt(index).dataset.gone = '';
      }
    }
    for (const slide of this.#strip.querySelectorAll('[data-gone]')) {
      slide.remove();
    }
    this.#pictures = this.#pictures.filter(({ file }) => !ids.includes(file.id));
    this.#index = this.#pictures.indexOf(shown);
    this.#scrollTo(this.#index);
  }

  #head() {
    const close = button('×', () => this.#dialog.close(), 'cross');
    close.ariaLabel = text('close');
    // Not the first button, which may be hidden soon, and take the focus with it.
    close.autofocus = true;
    const title = group('h2', '', this.#name, this.#about);
    title.id = 'viewer-title';
    title.ariaLive = 'polite';
    this.#dialog.setAttribute('aria-labelledby', title.id);
    return group('div', 'viewer-head', title, this.#original, this.#download, close);
  }

  #closed() {
    this.#dialog.remove();
    this.#left();
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    const step = STEPS.get(event.key);
    if (step && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      this.#step(step);
    }
  }

  /** @param {number} step */
  #step(step) {
    this.#scrollTo(Math.min(this.#pictures.length - 1, Math.max(0, this.#index + step)));
  }

  /** @param {number} index */
  #scrollTo(index) {
    this.#strip.scrollLeft = index * this.#strip.clientWidth;
    this.#show(index);
  }

  #scrolled() {
    const index = Math.round(this.#strip.scrollLeft / this.#strip.clientWidth);
    if (index !== this.#index && this.#pictures[index]) {
      this.#show(index);
    }
  }

  /** @param {number} index */
  #show(index) {
    this.#slideAt(this.#index).ariaHidden = 'true';
    this.#slideAt(index).ariaHidden = null;
    this.#index = index;
    const { file, author, at } = this.#pictures[index];
    setText(this.#name, file.name);
    setText(this.#about, `${author} · ${timeOf(at)}`);
    setText(this.#alt, file.alt ?? '');
    this.#alt.hidden = !file.alt;
    this.#download.href = `/files/${file.id}`;
    this.#download.download = file.name;
    this.#previous.disabled = index === 0;
    this.#next.disabled = index === this.#pictures.length - 1;
    for (const near of [index, index + 1, index - 1]) {
      this.#load(near);
    }
    this.#showOffer(index);
  }

  /** @param {number} index */
  #load(index) {
    const picture = this.#pictureAt(index);
    if (picture && !picture.src) {
      picture.src = `/files/${this.#pictures[index].file.id}/thumbnail`;
      picture.onerror = () => this.#showOriginal(index);
      if (!this.#context.savesData) {
        this.#showOriginal(index);
      }
    }
  }

  /** @param {number} index */
  #slideAt(index) {
    return /** @type {HTMLElement} */ (this.#strip.children[index]);
  }

  /** @param {number} index */
  #pictureAt(index) {
    return this.#slideAt(index)?.querySelector('img');
  }

  /**
   * Shows the original in place of the thumbnail, as soon as it is loaded.
   *
   * @param {number} index
   */
  async #showOriginal(index) {
    const picture = this.#pictureAt(index);
    const original = new Image();
    original.src = `/files/${this.#pictures[index].file.id}`;
    await original.decode().catch(() => null);
    if (picture && original.naturalWidth > 0) {
      picture.onerror = null;
      picture.src = original.src;
      picture.dataset.original = '';
      this.#showOffer(this.#index);
    }
  }

  /**
   * Offers the original to a reader who saves data.
   *
   * @param {number} index
   */
  #showOffer(index) {
    const { file } = this.#pictures[index];
    this.#original.hidden = !this.#context.savesData || this.#pictureAt(index)?.dataset.original === '';
    setText(this.#original, text('viewer.original', { size: sizeOf(file.size) }));
  }
}

/** @param {Picture} picture */
function slideOf({ file }) {
  const picture = make('img', '');
  Object.assign(picture, { alt: file.alt || file.name, width: file.width, height: file.height, draggable: false });
  const slide = group('div', 'slide', picture);
  // A screen reader reads out the one that is shown.
  slide.ariaHidden = 'true';
  return slide;
}
