/** Finds and makes elements. Text is only ever set as text. */

/**
 * The element of the page with an id.
 *
 * @template {HTMLElement} [T=HTMLElement]
 * @param {string} id
 * @param {new () => T} [type]
 * @returns {T}
 */
export function byId(id, type) {
  return checked(document.getElementById(id), type, id);
}

/**
 * The first element below another that a selector matches.
 *
 * @template {HTMLElement} [T=HTMLElement]
 * @param {ParentNode} parent
 * @param {string} selector
 * @param {new () => T} [type]
 * @returns {T}
 */
export function find(parent, selector, type) {
  return checked(parent.querySelector(selector), type, selector);
}

/**
 * @template {HTMLElement} T
 * @param {Element | null} element
 * @param {(new () => T) | undefined} type
 * @param {string} name
 * @returns {T}
 */
function checked(element, type, name) {
  if (!(element instanceof (type ?? HTMLElement))) {
    throw new Error(`The page has no ${name}`);
  }
  return /** @type {T} */ (element);
}

/**
 * The nearest element around the target of an event, or the target itself, that a selector matches.
 *
 * @param {Event} event
 * @param {string} selector
 * @returns {HTMLElement | null}
 */
export function closest({ target }, selector) {
  return target instanceof Element ? target.closest(selector) : null;
}

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {string} className
 * @param {string | number | null} [content]
 */
export function make(tag, className, content = '') {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = String(content ?? '');
  return element;
}

/**
 * An element around others.
 *
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {string} className
 * @param {...(string | Node)} nodes
 */
export function group(tag, className, ...nodes) {
  const element = make(tag, className);
  element.append(...nodes);
  return element;
}

/**
 * @param {string} label
 * @param {((event: MouseEvent) => void) | null} action
 * @param {string} [className]
 */
export function button(label, action, className = '') {
  const element = make('button', className, label);
  element.type = 'button';
  element.onclick = action;
  return element;
}

/**
 * A text field whose label a screen reader reads out.
 *
 * @param {string} label
 * @param {Partial<HTMLInputElement>} [properties]
 */
export function field(label, properties = {}) {
  const element = Object.assign(document.createElement('input'), { dir: 'auto', autocomplete: 'off', ...properties });
  element.ariaLabel = label;
  return element;
}

/**
 * A button with an icon. Its label is read out, and shown where there is room.
 *
 * @param {keyof typeof ICONS} icon
 * @param {string} label
 * @param {() => void} action
 */
export function iconButton(icon, label, action) {
  const element = button('', action, 'icon');
  element.title = label;
  element.append(drawingOf(ICONS[icon]), make('span', 'label', label));
  return element;
}

/**
 * The index of the element that has the focus; -1 where none of them has.
 *
 * @param {(Element | null)[]} elements
 */
export const focusedIndex = (elements) => elements.indexOf(document.activeElement);

/**
 * Sets an element's text where it differs.
 *
 * @param {Element} element
 * @param {string} content
 */
export function setText(element, content) {
  if (element.textContent !== content) {
    element.textContent = content;
  }
}

/**
 * Makes elements the children of another. Those that are children already stay where they are, and keep the focus.
 *
 * @param {Element} parent
 * @param {Element[]} elements
 */
export function reconcile(parent, elements) {
  const wanted = new Set(elements);
  for (const child of [...parent.children]) {
    if (!wanted.has(child)) {
      child.remove();
    }
  }
  let next = parent.firstElementChild;
  for (const element of elements) {
    if (element === next) {
      next = next.nextElementSibling;
    } else {
      parent.insertBefore(element, next);
    }
  }
}

const ICONS = {
  reply: 'M9 6 4 11l5 5M4.5 11H13a7 7 0 0 1 7 7',
  edit: 'm14.5 5.5 4 4M4 20l1-4.5L16.5 4a2 2 0 0 1 2.8 0l.7.7a2 2 0 0 1 0 2.8L8.5 19z',
  remove: 'M4.5 7h15M9.5 7V4.5h5V7M6.5 7l1 13h9l1-13',
  link: 'M10 14a4 4 0 0 0 5.7 0l3.3-3.3a4 4 0 0 0-5.7-5.7l-1 1M14 10a4 4 0 0 0-5.7 0L5 13.3A4 4 0 0 0 10.7 19l1-1',
  copy: 'M8.5 8.5h11v11h-11zM15.5 8.5v-4h-11v11h4',
  react: 'M12 21a9 9 0 1 1 0-18 9 9 0 0 1 0 18zM8.5 14.5a4.5 4.5 0 0 0 7 0M9 9.5v.5M15 9.5v.5',
  pin: 'M9 4h6l-1 6 3.5 3.5h-11L10 10zM12 13.5V20',
  close: 'm6 6 12 12M18 6 6 18',
};

/** @param {string} path */
function drawingOf(path) {
  const drawing = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  drawing.setAttribute('viewBox', '0 0 24 24');
  drawing.setAttribute('aria-hidden', 'true');
  const line = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  line.setAttribute('d', path);
  drawing.append(line);
  return drawing;
}
