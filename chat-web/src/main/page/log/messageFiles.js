/**
 * The files of a message: pictures as a grid, films and sound with a player, all else as a card with a link. While they
 * are uploaded, each has a bar that shows its progress.
 *
 * @import { FileRow } from '../model/rowModel.js'
 */

import { group, make } from '../ui/elements.js';
import { endingOf, sizeOf } from '../ui/fileSizes.js';
import { savesData } from '../ui/savesData.js';
import { text } from '../ui/texts.js';
import { isPicture } from './pictures.js';

/** A picture that stands alone fits into 400 × 320 pixels; in a grid, each is a square. */
const WIDTH_LIMIT = 400;
const HEIGHT_LIMIT = 320;
/** A side of a picture has 48 px at least, because a thinner one could not be hit. */
const SIDE_LEAST = 48;
/** 2 MiB: a larger animated picture is shown as its thumbnail, until it is opened. */
const ANIMATED_LIMIT = 2 * 1024 * 1024;

export class MessageFiles {
  #open;
  /** @type {{file: FileRow, element: HTMLElement, bar: HTMLProgressElement}[]} */
  #tiles = [];

  /** @param {(file: string) => void} open shows a picture, by its id */
  constructor(open) {
    this.#open = open;
    this.element = make('div', 'files');
    this.element.hidden = true;
  }

  /** @param {FileRow[]} files */
  show(files) {
    if (!this.#tiles.every(({ file }, index) => isSame(file, files[index])) || files.length !== this.#tiles.length) {
      this.#fill(files);
    }
    for (const [index, { bar }] of this.#tiles.entries()) {
      const { fraction = 1 } = files[index];
      bar.hidden = fraction === 1;
      bar.value = fraction;
    }
  }

  /** @param {FileRow[]} files */
  #fill(files) {
    const pictures = files.filter(isPicture);
    this.#tiles = files.map((file, index) => this.#tileOf(file, this.#tiles[index], pictures.length));
    const grid = group('div', 'pictures', ...this.#elementsOf(isPicture));
    grid.dataset.columns = String(Math.min(3, pictures.length));
    const others = this.#elementsOf((file) => !isPicture(file));
    this.element.replaceChildren(...(pictures.length > 0 ? [grid] : []), ...others);
    this.element.hidden = files.length === 0;
  }

  /** @param {(file: FileRow) => boolean} isWanted */
  #elementsOf(isWanted) {
    return this.#tiles.filter(({ file }) => isWanted(file)).map(({ element }) => element);
  }

  /**
   * @param {FileRow} file
   * @param {{element: HTMLElement} | undefined} before what stood at its place
   * @param {number} pictures how many pictures the message has
   */
  #tileOf(file, before, pictures) {
    const bar = make('progress', '');
    bar.ariaLabel = text('files.progress', { name: file.name });
    if (isPicture(file)) {
      // The picture that is shown already stays, because the same one would only flicker.
      const shown = before?.element.querySelector('img') ?? null;
      return { file, element: this.#pictureOf(file, shown, pictures === 1, bar), bar };
    }
    return { file, element: group('div', 'attached', otherOf(file), bar), bar };
  }

  /**
   * @param {FileRow} file
   * @param {HTMLImageElement | null} shown
   * @param {boolean} alone
   * @param {HTMLProgressElement} bar
   */
  #pictureOf(file, shown, alone, bar) {
    const { id, name, width = 0, height = 0, alt } = file;
    const picture = shown ?? make('img', '');
    const size = alone ? fittedSize(width, height) : { width: 200, height: 200 };
    Object.assign(picture, { alt: alt || name, loading: 'lazy', decoding: 'async', ...size });
    // That of the thumbnail differs by a fraction of a pixel, by which the log would move.
    picture.style.aspectRatio = `${size.width} / ${size.height}`;
    if (!picture.src && (id || file.preview)) {
      picture.src = file.preview ?? (moves(file) ? addressOf(id) : `${addressOf(id)}/thumbnail`);
    }
    picture.onerror = () => showOriginal(picture, id);
    const link = group('a', 'picture', picture, bar);
    link.title = alt || name;
    if (id) {
      link.href = addressOf(id);
      link.target = '_blank';
      link.addEventListener('click', (event) => this.#clicked(event, id));
    }
    return link;
  }

  /**
   * @param {MouseEvent} event
   * @param {string} id
   */
  #clicked(event, id) {
    if (!event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      this.#open(id);
    }
  }
}

/** @param {string | undefined} id */
const addressOf = (id) => `/files/${id}`;

/**
 * @param {FileRow} one
 * @param {FileRow | undefined} other
 */
const isSame = (one, other) => one.id === other?.id && one.preview === other?.preview && one.name === other?.name;

/**
 * The size at which a picture is shown alone, known before the picture is there, so that nothing moves.
 *
 * @param {number} width
 * @param {number} height
 */
function fittedSize(width, height) {
  const scale = Math.min(1, WIDTH_LIMIT / width, HEIGHT_LIMIT / height);
  const fit = (/** @type {number} */ side) => Math.max(SIDE_LEAST, Math.round(side * scale));
  return { width: fit(width), height: fit(height) };
}

/**
 * Whether a picture may be animated, which its thumbnail is not, and is shown so: a small one, to a reader who wants that.
 *
 * @param {FileRow} file
 */
const moves = ({ type, size }) =>
  type === 'image/gif' &&
  size <= ANIMATED_LIMIT &&
  !savesData() &&
  !matchMedia('(prefers-reduced-motion: reduce)').matches;

/**
 * Shows the original where there is no thumbnail (yet).
 *
 * @param {HTMLImageElement} picture
 * @param {string | undefined} id
 */
function showOriginal(picture, id) {
  picture.onerror = null;
  if (id) {
    picture.src = addressOf(id);
  }
}

/** @param {FileRow} file */
function otherOf(file) {
  const { id, type } = file;
  if (id && type.startsWith('video/')) {
    return playerOf('video', file);
  }
  if (id && type.startsWith('audio/')) {
    return group('figure', 'sound', playerOf('audio', file), group('figcaption', '', cardOf(file)));
  }
  return cardOf(file);
}

/**
 * @template {'audio' | 'video'} K
 * @param {K} tag
 * @param {FileRow} file
 */
function playerOf(tag, { id, name, alt, width = 0, height = 0 }) {
  const player = make(tag, '');
  player.controls = true;
  player.preload = tag === 'audio' || savesData() ? 'none' : 'metadata';
  player.src = addressOf(id);
  player.ariaLabel = alt || name;
  if (player instanceof HTMLVideoElement && width && height) {
    Object.assign(player, fittedSize(width, height), { playsInline: true });
  }
  return player;
}

/** @param {FileRow} file */
function cardOf({ id, name, size }) {
  const kind = make('span', 'kind', endingOf(name));
  kind.ariaHidden = 'true';
  const words = group('span', 'about', make('bdi', 'name', name), make('span', 'size', sizeOf(size)));
  const card = group('a', 'card', kind, words);
  if (id) {
    card.href = addressOf(id);
    card.download = name;
  }
  return card;
}
