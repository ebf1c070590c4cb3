/** Between a message and the toolbar beside it, in pixels. */
const GAP = 6;

/**
 * Places the toolbar beside the bubble of its message, or above it where there is no room beside it.
 *
 * @param {HTMLElement} bar
 * @param {HTMLElement | null} line the message, whose child it is; null: the style sheet places it
 */
export function placeToolbar(bar, line) {
  if (!line) {
    bar.style.left = bar.style.top = '';
    return;
  }
  const row = line.getBoundingClientRect();
  const bubble = line.querySelector('.bubble')?.getBoundingClientRect() ?? row;
  const { width, height } = bar.getBoundingClientRect();
  const isMine = line.classList.contains('mine');
  const room = isMine ? bubble.left - row.left : row.right - bubble.right;
  const beside = isMine ? bubble.left - width - GAP : bubble.right + GAP;
  const isBeside = room >= width + GAP;
  bar.style.left = `${isBeside ? beside - row.left : row.width - width}px`;
  bar.style.top = `${isBeside ? -GAP / 2 : -height + GAP}px`;
}
