/** The lines of the log as elements: kept while their row is there, changed only where it differs. */

import { elementOf } from './messageLine.js';

export class Lines {
  #log;
  #acts;
  #byKey = new Map();

  /** @param {HTMLElement} log @param {import('./messageLine.js').Acts} acts */
  constructor(log, acts) {
    this.#log = log;
    this.#acts = acts;
  }

  /** Makes the log's children those of the rows. */
  put(rows) {
    this.#dropOthers(new Set(rows.map((row) => row.key)));
    let next = this.#log.firstElementChild;
    for (const row of rows) {
      const element = this.#elementOf(row);
      if (element === next) {
        next = next.nextElementSibling;
      } else {
        this.#log.insertBefore(element, next);
      }
    }
  }

  /** The first message that reaches below a height of the window, and where it begins. Days move, messages do not. */
  at(height) {
    for (const element of this.#log.querySelectorAll('.message')) {
      const box = element.getBoundingClientRect();
      if (box.bottom > height) {
        return { element, top: box.top };
      }
    }
    return null;
  }

  /** The line of a message. */
  of(seq) {
    return this.#log.querySelector(`[data-seq="${seq}"]`);
  }

  #dropOthers(wanted) {
    for (const [key, line] of this.#byKey) {
      if (!wanted.has(key)) {
        line.element.remove();
        this.#byKey.delete(key);
      }
    }
  }

  #elementOf(row) {
    let line = this.#byKey.get(row.key);
    if (!line) {
      line = elementOf(row, this.#acts);
      this.#byKey.set(row.key, line);
    }
    if (isOther(line.row, row)) {
      line.update(row);
      line.row = row;
    }
    return line.element;
  }
}

function isOther(before, row) {
  const same = (part) => before[part] === row[part];
  if (!before || !['continued', 'item', 'note', 'changes', 'quoted'].every(same)) {
    return true;
  }
  // What waits has a new preview each time, which says nothing that its item does not.
  return !row.item && before.message !== row.message;
}
