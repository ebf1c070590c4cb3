/**
 * Moves the focus from message to message.
 *
 * @param {HTMLElement} log
 * @param {HTMLElement | null} line the message that has the focus; null: none of them
 * @param {number} step
 */
export function moveFocus(log, line, step) {
  /** @type {HTMLElement[]} */
  const lines = [...log.querySelectorAll('.message')].filter((one) => one instanceof HTMLElement);
  const next = line ? lines[lines.indexOf(line) + step] : lines.at(-1);
  next?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: 'nearest' });
}
