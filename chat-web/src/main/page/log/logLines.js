/**
 * The lines of the log as elements: kept while their row is there, updated only where it differs.
 *
 * @import { FileRow, Row } from '../model/rowModel.js'
 * @import { LineContext } from './messageLine.js'
 *
 * @typedef {object} Line
 * @property {HTMLElement} element
 * @property {(row: Row) => void} update
 */

import { reconcile } from '../ui/elements.js';
import { MessageLine } from './messageLine.js';
import { dayLine, mutedLine, noteLine } from './noteLine.js';

/** The values in which a row differs from the one before. */
const COMPARED = /** @type {const} */ (['continued', 'hue', 'item', 'changes', 'waits', 'quoted']);

export class LogLines {
  #log;
  #context;
  /** @type {Map<string, {line: Line, row: Row | null}>} */
  #lines = new Map();

  /**
   * @param {HTMLElement} log
   * @param {LineContext & {openMuted: (seqs: number[]) => void}} context
   */
  constructor(log, context) {
    this.#log = log;
    this.#context = context;
  }

  /**
   * Makes the log's children those of the rows.
   *
   * @param {Row[]} rows
   */
  show(rows) {
    const keys = new Set(rows.map((row) => row.key));
    for (const key of this.#lines.keys()) {
      if (!keys.has(key)) {
        this.#lines.delete(key);
      }
    }
    reconcile(
      this.#log,
      rows.map((row) => this.#elementOf(row)),
    );
  }

  /**
   * The first message that reaches below a height of the window, and its top. Messages are looked for, and not days,
   * because days move.
   *
   * @param {number} height
   */
  at(height) {
    for (const element of this.#log.querySelectorAll('.message')) {
      const box = element.getBoundingClientRect();
      if (box.bottom > height) {
        return { element, top: box.top };
      }
    }
    return null;
  }

  /**
   * The element of a message.
   *
   * @param {number} seq
   * @returns {HTMLElement | null}
   */
  of(seq) {
    return this.#log.querySelector(`[data-seq="${seq}"]`);
  }

  /**
   * The element of the first message after an entry.
   *
   * @param {number} seq
   */
  after(seq) {
    /** @type {NodeListOf<HTMLElement>} */
    const lines = this.#log.querySelectorAll('[data-seq]');
    return [...lines].find(({ dataset }) => Number(dataset.seq) > seq) ?? null;
  }

  /** @param {Row} row */
  #elementOf(row) {
    const kept = this.#lines.get(row.key) ?? { line: this.#lineOf(row), row: null };
    this.#lines.set(row.key, kept);
    if (differs(kept.row, row)) {
      kept.line.update(row);
      kept.row = row;
    }
    return kept.line.element;
  }

  /**
   * @param {Row} row
   * @returns {Line}
   */
  #lineOf(row) {
    switch (row.kind) {
      case 'day':
        return dayLine(row);
      case 'note':
        return noteLine(row);
      case 'muted':
        return mutedLine(row, this.#context.openMuted);
      default:
        return new MessageLine(row, this.#context);
    }
  }
}

/**
 * @param {Row | null} before
 * @param {Row} row
 */
function differs(before, row) {
  if (row.kind === 'note') {
    return before?.kind !== 'note' || before.note !== row.note;
  }
  if (row.kind !== 'message' || before?.kind !== 'message') {
    return true;
  }
  const same = COMPARED.every((value) => before[value] === row[value]) && isAsFar(before.files, row.files);
  // The preview of an item is made anew each time, and says nothing that the item does not.
  return !same || (!row.item && before.message !== row.message);
}

/**
 * Whether files that wait are as far as they were.
 *
 * @param {FileRow[] | undefined} before
 * @param {FileRow[] | undefined} files
 */
function isAsFar(before = [], files = []) {
  return files.every(
    (file, index) => file.preview === before[index]?.preview && file.fraction === before[index]?.fraction,
  );
}
