/** A clock that a test moves: in place of `Date.now`, `setTimeout` and `clearTimeout` until it is removed. */
export class FakeClock {
  #before = { now: Date.now, setTimeout, clearTimeout };
  #timers = new Map();
  #count = 0;
  now = 1_000_000;

  constructor() {
    Date.now = () => this.now;
    globalThis.setTimeout = (act, delay) => {
      this.#timers.set(++this.#count, { act, at: this.now + delay });
      return this.#count;
    };
    globalThis.clearTimeout = (timer) => this.#timers.delete(timer);
  }

  /** Moves on, and runs what is due by then, in order. */
  advance(milliseconds) {
    const end = this.now + milliseconds;
    for (let next = this.#nextUntil(end); next; next = this.#nextUntil(end)) {
      const [timer, { act, at }] = next;
      this.#timers.delete(timer);
      this.now = at;
      act();
    }
    this.now = end;
  }

  #nextUntil(end) {
    const due = [...this.#timers].filter(([, { at }]) => at <= end);
    return due.sort(([, one], [, other]) => one.at - other.at)[0];
  }

  remove() {
    Date.now = this.#before.now;
    globalThis.setTimeout = this.#before.setTimeout;
    globalThis.clearTimeout = this.#before.clearTimeout;
  }
}
