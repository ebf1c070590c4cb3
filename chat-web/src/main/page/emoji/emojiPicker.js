/** Any emoji, to be chosen from those that have a name, or written. */

import { button, make } from '../ui/elements.js';
import { EMOJI, emojiLike } from './emoji.js';
import { text } from '../ui/texts.js';

/** Between the palette and what it was opened with, or the edge of the window. */
const GAP = 8;

const palette = make('div', 'palette');
const field = make('input', '');
const grid = make('div', 'grid');
let chosen = () => {};

palette.popover = 'auto';
palette.role = 'dialog';
palette.ariaLabel = field.placeholder = field.ariaLabel = text('emoji');
field.autocomplete = 'off';
field.enterKeyHint = 'done';
palette.append(field, grid);
document.body.append(palette);

field.addEventListener('input', () => offer(field.value.trim()));
field.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && !event.isComposing) {
    event.preventDefault();
    grid.querySelector('button')?.click();
  } else if (event.key === 'ArrowDown') {
    event.preventDefault();
    grid.querySelector('button')?.focus();
  }
});
grid.addEventListener('keydown', (event) => {
  const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns(), ArrowDown: columns() }[event.key];
  if (step) {
    event.preventDefault();
    walk(step);
  }
});

/** @param {HTMLElement} by what it is opened with @param {(emoji: string) => void} act */
export function choose(by, act) {
  chosen = act;
  field.value = '';
  offer('');
  palette.showPopover();
  place(by.getBoundingClientRect());
  field.focus();
}

/** What was written is offered itself where it is an emoji. */
function offer(written) {
  const found = (written === '' ? EMOJI : emojiLike(written.replaceAll(':', ''))).map(({ emoji, names }) => [emoji, names]);
  const own = isEmoji(written) ? [[written, []]] : [];
  grid.replaceChildren(...[...own, ...found].map(([emoji, names]) => choice(emoji, names)));
  if (grid.childElementCount === 0) {
    grid.append(make('p', '', text('emoji.none')));
  }
}

function choice(emoji, names) {
  const element = button(emoji, () => {
    const act = chosen;
    palette.hidePopover();
    act(emoji);
  });
  element.title = names.join(' ');
  return element;
}

function walk(step) {
  const all = [...grid.querySelectorAll('button')];
  const next = all.indexOf(document.activeElement) + step;
  (next < 0 ? field : all[Math.min(next, all.length - 1)]).focus();
}

const columns = () => getComputedStyle(grid).gridTemplateColumns.split(' ').length;

const isEmoji = (written) =>
  [...new Intl.Segmenter().segment(written)].length === 1 && /\p{Emoji_Presentation}|\p{Emoji}\ufe0f/u.test(written);

/** Above what it was opened with, or below where there is more room; the style sheet knows better on a phone. */
function place(anchor) {
  const { width, height } = palette.getBoundingClientRect();
  const above = anchor.top - height - GAP;
  const top = above >= GAP ? above : Math.min(anchor.bottom + GAP, innerHeight - height - GAP);
  const left = Math.max(GAP, Math.min(anchor.right - width, innerWidth - width - GAP));
  palette.style.setProperty('--top', `${Math.max(GAP, top)}px`);
  palette.style.setProperty('--left', `${left}px`);
}
