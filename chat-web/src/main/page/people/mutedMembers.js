/** People whom this member does not want to read: their messages are folded into a line that can be opened. */

import { button, group, make } from '../ui/elements.js';
import { counted, text } from '../ui/texts.js';

const KEY = 'muted';
/** So many at most; who mutes more wants another room. */
const MOST = 500;

export class Muted {
  /** Called when somebody was muted or is heard again. */
  changed = () => {};

  #mine;
  /** @type {Map<string, import('../model/conversation.js').Member>} */
  #members;
  /** Messages that were opened, by number. */
  #opened = new Set();

  constructor(mine) {
    this.#mine = mine;
    this.#members = new Map((mine.recall(KEY) ?? []).map((member) => [member.id, member]));
  }

  get all() {
    return [...this.#members.values()];
  }

  has(id) {
    return this.#members.has(id);
  }

  set({ id, name }, muted) {
    this.#members.delete(id);
    if (muted && this.#members.size < MOST) {
      this.#members.set(id, { id, name });
    }
    this.#opened.clear();
    this.#mine.keep(KEY, this.all);
    this.changed();
  }

  /** Shows messages all the same, until the page is loaded again. */
  open(seqs) {
    seqs.forEach((seq) => this.#opened.add(seq));
    this.changed();
  }

  /** Rows with each run of muted messages as one. */
  fold(rows) {
    return this.#members.size === 0 ? rows : rows.reduce((folded, row) => this.#add(folded, row), []);
  }

  #add(folded, row) {
    if (row.kind !== 'message' || !this.has(row.message.from.id) || this.#opened.has(row.message.seq)) {
      folded.push(row);
    } else if (folded.at(-1)?.kind === 'muted') {
      folded.at(-1).seqs.push(row.message.seq);
    } else {
      folded.push({ key: `muted ${row.key}`, kind: 'muted', seqs: [row.message.seq], message: {}, open: (seqs) => this.open(seqs) });
    }
    return folded;
  }
}

/** The line that stands for them. */
export class MutedLine {
  #label = make('span', '');
  #seqs = [];

  constructor({ open }) {
    this.element = group('p', 'note muted', this.#label, ' ', button(text('muted.show'), () => open(this.#seqs)));
  }

  update({ seqs }) {
    this.#seqs = seqs;
    this.#label.textContent = counted('muted', seqs.length);
  }
}
