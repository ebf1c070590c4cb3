/** How much is unread, where it is seen from elsewhere: the title, the tab's icon, and the app's. */

const SIZE = 32;
const MOST_SHOWN = 99;

export class Badge {
  #title = document.title;
  #icons = [...document.querySelectorAll('link[rel=icon]')];
  #drawn = null;

  show(count) {
    const shown = count > MOST_SHOWN ? `${MOST_SHOWN}+` : String(count);
    document.title = count > 0 ? `(${shown}) ${this.#title}` : this.#title;
    // Where there is no such thing, or it is not allowed, the title is enough.
    (count > 0 ? navigator.setAppBadge?.(count) : navigator.clearAppBadge?.())?.catch(() => {});
    this.#mark(count > 0 ? shown : '');
  }

  async #mark(shown) {
    this.#drawn = shown;
    const address = shown === '' ? null : await this.#draw(shown);
    // Drawing takes a moment, in which the count may have changed.
    if (this.#drawn === shown) {
      document.querySelector('link[data-badge]')?.remove();
      this.#icons.forEach((icon) => (address ? icon.remove() : document.head.append(icon)));
      if (address) {
        document.head.append(iconAt(address));
      }
    }
  }

  async #draw(shown) {
    const picture = new Image(SIZE, SIZE);
    picture.src = this.#icons.at(-1).href;
    await picture.decode().catch(() => {});
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = SIZE;
    const pen = canvas.getContext('2d');
    pen.drawImage(picture, 0, 0, SIZE, SIZE);
    pen.fillStyle = '#c62828';
    pen.beginPath();
    pen.roundRect(shown.length > 1 ? 6 : 12, 12, shown.length > 1 ? 26 : 20, 20, 10);
    pen.fill();
    pen.fillStyle = '#ffffff';
    pen.font = `bold ${shown.length > 2 ? 12 : 16}px sans-serif`;
    pen.textAlign = 'center';
    pen.textBaseline = 'middle';
    pen.fillText(shown, shown.length > 1 ? 19 : 22, 23);
    return canvas.toDataURL();
  }
}

function iconAt(address) {
  const icon = document.createElement('link');
  icon.rel = 'icon';
  icon.dataset.badge = '';
  icon.href = address;
  return icon;
}
