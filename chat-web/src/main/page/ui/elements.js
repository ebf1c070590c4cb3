/** Elements made by hand. Text is only ever set as text. */

export function make(tag, kind, content = '') {
  const element = document.createElement(tag);
  element.className = kind;
  element.textContent = content;
  return element;
}

export function button(label, act, kind = '') {
  const element = make('button', kind, label);
  element.type = 'button';
  element.onclick = act;
  return element;
}

/** An element around others. */
export function group(tag, kind, ...nodes) {
  const element = make(tag, kind);
  element.append(...nodes);
  return element;
}

/** A line to write in, with a name that is said. */
export function field(label, more = {}) {
  const element = Object.assign(document.createElement('input'), { dir: 'auto', autocomplete: 'off', ...more });
  element.ariaLabel = label;
  return element;
}

/** A button that shows a picture and has a name: `label` is said, and shown where there is room. */
export function iconButton(icon, label, act) {
  const element = button('', act, 'icon');
  element.title = label;
  element.append(picture(ICONS[icon]), make('span', 'label', label));
  return element;
}

export function set(element, content) {
  if (element.textContent !== content) {
    element.textContent = content;
  }
}

const ICONS = {
  reply: 'M9 6 4 11l5 5M4.5 11H13a7 7 0 0 1 7 7',
  edit: 'm14.5 5.5 4 4M4 20l1-4.5L16.5 4a2 2 0 0 1 2.8 0l.7.7a2 2 0 0 1 0 2.8L8.5 19z',
  remove: 'M4.5 7h15M9.5 7V4.5h5V7M6.5 7l1 13h9l1-13',
  link: 'M10 14a4 4 0 0 0 5.7 0l3.3-3.3a4 4 0 0 0-5.7-5.7l-1 1M14 10a4 4 0 0 0-5.7 0L5 13.3A4 4 0 0 0 10.7 19l1-1',
  copy: 'M8.5 8.5h11v11h-11zM15.5 8.5v-4h-11v11h4',
  react: 'M12 21a9 9 0 1 1 0-18 9 9 0 0 1 0 18zM8.5 14.5a4.5 4.5 0 0 0 7 0M9 9.5v.5M15 9.5v.5',
  close: 'm6 6 12 12M18 6 6 18',
};

function picture(path) {
  const drawing = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  drawing.setAttribute('viewBox', '0 0 24 24');
  drawing.setAttribute('aria-hidden', 'true');
  const line = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  line.setAttribute('d', path);
  drawing.append(line);
  return drawing;
}
