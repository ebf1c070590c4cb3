/** The page's own lines in the log: who came and went, and what is known after a gap. Pure. */

/** How many stand in the log at most; older ones tell nobody anything. */
const MOST_NOTES = 60;

export class Notes {
  /** @type {import('./rowModel.js').Note[]} by rising place */
  all = [];

  #count = 0;

  /** Adds a line after an entry. */
  add(after, kind, values = {}) {
    const place = this.all.findLastIndex((note) => note.after <= after) + 1;
    this.all.splice(place, 0, { key: String(++this.#count), after, kind, ...values });
    if (this.all.length > MOST_NOTES) {
      this.all.shift();
    }
  }

  /** Somebody came or went: one line for all of them between two messages. */
  passing(after, kind, member) {
    const index = this.all.findIndex((note) => note.after === after && note.kind === kind);
    const opposite = kind === 'joined' ? 'left' : 'joined';
    this.#without(after, opposite, member);
    if (index < 0) {
      this.add(after, kind, { members: [member] });
    } else if (!this.all[index].members.some((known) => known.id === member.id)) {
      this.all[index] = { ...this.all[index], members: [...this.all[index].members, member] };
    }
  }

  clear() {
    this.all = [];
  }

  /** Whoever comes and goes again and again between two messages is told of once. */
  #without(after, kind, member) {
    this.all = this.all.map((note) =>
      note.after === after && note.kind === kind && note.members.length > 1
        ? { ...note, members: note.members.filter((known) => known.id !== member.id) }
        : note,
    );
  }
}
