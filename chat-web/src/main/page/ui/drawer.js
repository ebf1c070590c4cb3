/**
 * A panel beside the conversation: a column where there is room for it, else a drawer above the conversation. One drawer
 * is open at a time.
 */

import { byId, closest, find } from './elements.js';
import { openLayer } from './layers.js';
import { isAtEdge } from './screenEdge.js';

/** How far a finger has to move, in pixels, to open or close a drawer; more across than along. */
const SWIPE = 56;

/**
 * @typedef {object} DrawerParts
 * @property {HTMLElement} panel
 * @property {HTMLElement} opener
 * @property {HTMLElement} closer
 * @property {'left' | 'right'} edge
 * @property {string} column a media query: where the panel is a column
 * @property {{load: () => boolean, store: (closed: boolean) => void}} [closable] whether the column is closed, where it
 *     can be
 * @property {() => void} [opened] called when it has opened as a drawer
 */

/** @type {Drawer[]} */
const drawers = [];
const covers = () => drawers.some((drawer) => drawer.open);

export class Drawer {
  open = false;

  #parts;
  #veil = byId('veil');
  #column;
  #closed = () => {};

  /** @param {DrawerParts} parts */
  constructor(parts) {
    this.#parts = parts;
    this.#column = matchMedia(parts.column);
    drawers.push(this);
    const { panel, opener, closer, edge } = parts;
    opener.addEventListener('click', () => this.#toggle());
    closer.addEventListener('click', () => (this.#column.matches ? this.#toggle() : this.close()));
    this.#veil.addEventListener('click', () => this.close());
    this.#column.addEventListener('change', () => this.close());
    panel.addEventListener('keydown', (event) => event.key === 'Escape' && this.open && this.close());
    followSwipes(
      edge,
      () => this.#column.matches || covers() || this.#set(true),
      () => this.close(),
    );
    this.#show();
  }

  close() {
    if (this.open) {
      this.#set(false);
    } else {
      this.#show();
    }
  }

  #toggle() {
    const { closable, opener } = this.#parts;
    if (!this.#column.matches) {
      this.#set(!this.open);
    } else if (closable) {
      closable.store(!closable.load());
      this.#show();
      opener.focus();
    }
  }

  /** @param {boolean} open */
  #set(open) {
    const { opener, closer, opened } = this.#parts;
    this.open = open;
    for (const drawer of drawers) {
      drawer.#show();
    }
    this.#closed();
    this.#closed = open ? openLayer(() => this.close()) : () => {};
    (open ? closer : opener).focus();
    if (open) {
      opened?.();
    }
  }

  #show() {
    const { panel, opener, closable } = this.#parts;
    const isColumn = this.#column.matches;
    const isClosed = isColumn && closable?.load() === true;
    const covered = covers();
    panel.classList.toggle('open', this.open);
    panel.classList.toggle('closed', isClosed);
    opener.ariaExpanded = String(isColumn ? !isClosed : this.open);
    this.#veil.hidden = !covered;
    // The keyboard must not reach what is not visible: a closed drawer, or what lies below an open one.
    panel.inert = isColumn ? covered : !this.open;
    find(document, 'main').inert = covered;
    find(document, '.bar').inert = covered;
  }
}

/**
 * Calls back when a finger swipes from an edge, or back to it.
 *
 * @param {'left' | 'right'} edge
 * @param {() => void} opened
 * @param {() => void} closed
 */
function followSwipes(edge, opened, closed) {
  const inwards = edge === 'left' ? 1 : -1;
  /** @type {{x: number, y: number, atEdge: boolean} | null} */
  let start = null;
  addEventListener(
    'touchstart',
    (event) => {
      const [{ clientX: x, clientY: y }, second] = event.touches;
      // A dialog covers the drawers.
      start = second || closest(event, 'dialog') ? null : { x, y, atEdge: isAtEdge(x, edge) };
    },
    { passive: true },
  );
  addEventListener(
    'touchend',
    ({ changedTouches: [{ clientX, clientY }] }) => {
      const across = start ? (clientX - start.x) * inwards : 0;
      const isSwipe = start && Math.abs(across) > Math.max(SWIPE, 2 * Math.abs(clientY - start.y));
      if (isSwipe && across > 0 && start?.atEdge) {
        opened();
      } else if (isSwipe && across < 0) {
        closed();
      }
      start = null;
    },
    { passive: true },
  );
}
