/** The number of unread messages outside the page: in its title, in the tab's icon, and on the installed app's. */

const SIZE = 32;
const HIGHEST_SHOWN = 99;

export class Badge {
  #title = document.title;
  /** @type {HTMLLinkElement[]} */
  #icons = [...document.querySelectorAll('link[rel=icon]')].filter((icon) => icon instanceof HTMLLinkElement);
  #drawn = '';
  /** What is shown: a browser loads the icon again each time that it is set. */
  #shown = 0;

  #counts = { here: 0, elsewhere: 0 };

  /**
   * @param {'here' | 'elsewhere'} place
   * @param {number} count what is unread in this page's room, or how many mentions in others
   */
  set(place, count) {
    this.#counts[place] = count;
    const sum = this.#counts.here + this.#counts.elsewhere;
    if (sum !== this.#shown) {
      this.#shown = sum;
      this.#show(sum);
    }
  }

  /** @param {number} count */
  #show(count) {
    const label = badgeLabel(count);
    document.title = count > 0 ? `(${label}) ${this.#title}` : this.#title;
    // Where there is no such function, or it is not allowed, the title is enough.
    const shown = count > 0 ? navigator.setAppBadge?.(count) : navigator.clearAppBadge?.();
    shown?.catch(() => {});
    this.#mark(count > 0 ? label : '');
  }

  /** @param {string} label */
  async #mark(label) {
    this.#drawn = label;
    const address = label === '' ? null : await this.#draw(label);
    // Drawing takes a moment, in which the count may have changed.
    if (this.#drawn === label) {
      document.querySelector('link[data-badge]')?.remove();
      for (const icon of this.#icons) {
        icon.remove();
      }
      document.head.append(...(address ? [iconAt(address)] : this.#icons));
    }
  }

  /** @param {string} label */
  async #draw(label) {
    const picture = new Image(SIZE, SIZE);
    picture.src = this.#icons.at(-1)?.href ?? '';
    await picture.decode().catch(() => {});
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = SIZE;
    const context = canvas.getContext('2d');
    if (!context) {
      return null;
    }
    context.drawImage(picture, 0, 0, SIZE, SIZE);
    context.fillStyle = '#c62828';
    context.beginPath();
    context.roundRect(label.length > 1 ? 6 : 12, 12, label.length > 1 ? 26 : 20, 20, 10);
    context.fill();
    context.fillStyle = '#ffffff';
    context.font = `bold ${label.length > 2 ? 12 : 16}px sans-serif`;
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.fillText(label, label.length > 1 ? 19 : 22, 23);
    return canvas.toDataURL();
  }
}

/**
 * A number as a badge shows it, short in any case.
 *
 * @param {number} count
 */
export const badgeLabel = (count) => (count > HIGHEST_SHOWN ? `${HIGHEST_SHOWN}+` : String(count));

/** @param {string} address */
function iconAt(address) {
  const icon = document.createElement('link');
  icon.rel = 'icon';
  icon.dataset.badge = '';
  icon.href = address;
  return icon;
}
