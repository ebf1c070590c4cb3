/** The emoji picker: any emoji, selected from those that have a name, or written. */

import { graphemesOf, isEmoji } from '../model/graphemes.js';
import { button, focusedIndex, make } from '../ui/elements.js';
import { text } from '../ui/texts.js';
import { EMOJI, searchEmoji } from './emoji.js';

/** Between the picker and its opener, or the edge of the window, in pixels. */
const MARGIN = 8;
const WITHOUT_MOUSE = matchMedia('(hover: none)');
/** Missing in Firefox before 125. */
const HAS_POPOVER = 'popover' in HTMLElement.prototype;

const picker = make('div', 'palette');
const field = make('input', '');
const grid = make('div', 'grid');
/** @type {(emoji: string) => void} */
let picked = () => {};

picker.popover = 'auto';
picker.role = 'dialog';
picker.ariaLabel = field.placeholder = field.ariaLabel = text('emoji');
field.autocomplete = 'off';
field.enterKeyHint = 'done';
picker.append(field, grid);
picker.hidden = !HAS_POPOVER;
document.body.append(picker);
if (!HAS_POPOVER) {
  document.addEventListener(
    'pointerdown',
    ({ target }) => (target instanceof Node && isInPicker(target)) || open(false),
  );
  picker.addEventListener('keydown', (event) => event.key === 'Escape' && open(false));
}

field.addEventListener('input', () => show(field.value.trim()));
field.addEventListener('keydown', (event) => {
  const first = grid.querySelector('button');
  if (event.key === 'Enter' && !event.isComposing) {
    event.preventDefault();
    first?.click();
  } else if (event.key === 'ArrowDown') {
    event.preventDefault();
    first?.focus();
  }
});
grid.addEventListener('keydown', moveFocus);

/**
 * @param {HTMLElement} opener
 * @param {(emoji: string) => void} action called with the emoji that is picked
 */
export function pickEmoji(opener, action) {
  picked = action;
  field.value = '';
  show('');
  open(true);
  placeAt(opener.getBoundingClientRect());
  // The keyboard of a phone would cover the emoji.
  (WITHOUT_MOUSE.matches ? grid.querySelector('button') : field)?.focus();
}

/** @param {boolean} wanted */
function open(wanted) {
  if (!HAS_POPOVER) {
    picker.hidden = !wanted;
  } else if (wanted) {
    picker.showPopover();
  } else {
    picker.hidePopover();
  }
}

/** Whether it is open. */
export const isPickerOpen = () => (HAS_POPOVER ? picker.matches(':popover-open') : !picker.hidden);

/**
 * Whether a node is part of it.
 *
 * @param {Node} node
 */
export const isInPicker = (node) => picker.contains(node);

/**
 * Shows the emoji whose name matches; what is written is shown itself where it is an emoji.
 *
 * @param {string} written
 */
function show(written) {
  const found = written === '' ? EMOJI : searchEmoji(written.replaceAll(':', ''));
  const own = graphemesOf(written).length === 1 && isEmoji(written) ? [{ emoji: written, names: [] }] : [];
  grid.replaceChildren(...[...own, ...found].map(emojiButton));
  if (grid.childElementCount === 0) {
    grid.append(make('p', '', text('emoji.none')));
  }
}

/** @param {import('./emoji.js').NamedEmoji} emoji */
function emojiButton({ emoji, names }) {
  const element = button(emoji, () => {
    const action = picked;
    open(false);
    action(emoji);
  });
  element.title = names.join(' ');
  return element;
}

/** @param {KeyboardEvent} event */
function moveFocus(event) {
  const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns(), ArrowDown: columns() }[event.key];
  if (step) {
    event.preventDefault();
    const all = [...grid.querySelectorAll('button')];
    const next = focusedIndex(all) + step;
    (next < 0 ? field : all[Math.min(next, all.length - 1)]).focus();
  }
}

const columns = () => getComputedStyle(grid).gridTemplateColumns.split(' ').length;

/**
 * Above the opener, or below it where there is more room; on a phone the style sheet places it.
 *
 * @param {DOMRect} opener
 */
function placeAt(opener) {
  const { width, height } = picker.getBoundingClientRect();
  const above = opener.top - height - MARGIN;
  const top = above >= MARGIN ? above : Math.min(opener.bottom + MARGIN, innerHeight - height - MARGIN);
  const left = Math.max(MARGIN, Math.min(opener.right - width, innerWidth - width - MARGIN));
  picker.style.setProperty('--top', `${Math.max(MARGIN, top)}px`);
  picker.style.setProperty('--left', `${left}px`);
}
