/**
 * What this browser keeps for the member who is signed in. Of anybody else it keeps nothing: that is dropped when the
 * page begins, and everything is when this member signs out.
 */
export class Mine {
  #shelf;
  #start;
  #over = false;

  constructor(shelf, id) {
    this.#shelf = shelf;
    this.#start = `mine/${id}/`;
    shelf.keysUnder('mine/').filter((key) => !key.startsWith(this.#start)).forEach(shelf.drop);
  }

  keep(key, value) {
    if (!this.#over) {
      this.#shelf.keep(this.#start + key, value);
    }
  }

  recall(key) {
    return this.#shelf.recall(this.#start + key);
  }

  drop(key) {
    this.#shelf.drop(this.#start + key);
  }

  keysUnder(start) {
    return this.#shelf.keysUnder(this.#start + start).map((key) => key.slice(this.#start.length));
  }

  /** Keeps nothing any more: other tabs may end later than the one in which somebody signs out. */
  rest() {
    this.#over = true;
  }

  /** Forgets all, and keeps nothing any more. */
  end() {
    this.rest();
    this.#shelf.keysUnder(this.#start).forEach(this.#shelf.drop);
  }
}
