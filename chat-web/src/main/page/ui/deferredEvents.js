/** Keeps the latest event of each type at an element until the part of the page is loaded that handles them. */

/** What a click does by itself must not be done twice. */
const ACTIVE = 'a, button, input, label, summary';
const ACTS = new Set(['click', 'keydown']);

export class DeferredEvents {
  #element;
  #types;
  #acted;
  /** @type {Map<string, Event>} */
  #kept = new Map();

  /**
   * @param {HTMLElement} element
   * @param {string[]} types
   * @param {() => Promise<void>} acted called when a person clicks or presses a key; loads the part, and resolves once
   *     that is loaded or has failed
   */
  constructor(element, types, acted) {
    this.#element = element;
    this.#types = types;
    this.#acted = acted;
    for (const type of types) {
      element.addEventListener(type, this.#keep);
    }
  }

  /** Dispatches them again, to the listeners that were added meanwhile, and keeps no further ones. */
  replay() {
    for (const type of this.#types) {
      this.#element.removeEventListener(type, this.#keep);
    }
    for (const event of this.#kept.values()) {
      const EventType = /** @type {{constructor: any}} */ (event).constructor;
      // The listeners further out have had it already.
      this.#element.addEventListener(event.type, stop);
      event.target?.dispatchEvent(new EventType(event.type, event));
      this.#element.removeEventListener(event.type, stop);
    }
  }

  #keep = (/** @type {Event} */ event) => {
    const { target } = event;
    if (event.type !== 'click' || (target instanceof Element && !target.closest(ACTIVE))) {
      this.#kept.set(event.type, event);
      if (ACTS.has(event.type)) {
        // Until then it was handled, or has failed and the person was told: it must not happen later by itself.
        this.#acted().then(() => this.#kept.delete(event.type));
      }
    }
  };
}

const stop = (/** @type {Event} */ event) => event.stopPropagation();
