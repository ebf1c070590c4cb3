/** The list beside the talk becomes a drawer where there is no room for it. */
export class Drawer {
  #panel;
  #opener = document.getElementById('people-open');
  #closer = document.getElementById('people-close');
  #veil = document.getElementById('veil');
  #narrow = matchMedia('(max-width: 899px)');

  constructor(panel) {
    this.#panel = panel;
    this.#opener.addEventListener('click', () => this.#set(true));
    this.#closer.addEventListener('click', () => this.close());
    this.#veil.addEventListener('click', () => this.close());
    this.#narrow.addEventListener('change', () => this.close());
    panel.addEventListener('keydown', (event) => event.key === 'Escape' && this.#open && this.close());
    this.#set(false);
  }

  get #open() {
    return this.#opener.ariaExpanded === 'true';
  }

  close() {
    this.#set(false);
  }

  #set(open) {
    const wasOpen = this.#open;
    this.#opener.ariaExpanded = String(open);
    this.#panel.classList.toggle('open', open);
    this.#veil.hidden = !open;
    // Out of sight is out of the keyboard's way; and while it is open, what lies below it is.
    this.#panel.inert = this.#narrow.matches && !open;
    document.querySelector('main').inert = open;
    document.querySelector('.bar').inert = open;
    if (open) {
      this.#closer.focus();
    } else if (wasOpen) {
      this.#opener.focus();
    }
  }
}
