/** The rooms that this browser was in, and a way to any other. */

import { showDialog } from '../ui/dialog.js';
import { button, field, group, make } from '../ui/elements.js';
import { counted, text } from '../ui/texts.js';

/** As the server has it: letters, marks, digits, - and _ in any script. */
const NAME = /^[\p{L}\p{M}\p{N}_-]{1,40}$/u;

/**
 * @param {import('../roomChrome.js').Place} place
 * @param {{invite: () => void}} acts
 */
export function showRooms(place, { invite }) {
  const { news } = place;
  const list = make('ul', 'rooms');
  const show = () => list.replaceChildren(...linesOf(place, show));
  show();
  news.told = show;
  const dialog = showDialog(text('rooms'), [
    list,
    opening(),
    group('div', 'acts', button(text('invite'), invite, 'act')),
  ]);
  dialog.addEventListener('close', () => (news.told = () => {}));
  news.ask();
}

const linesOf = (place, show) => place.visited.all.map((visit) => lineOf(visit, place, show));

function lineOf({ room }, { visited, news, room: here }, show) {
  const link = group('a', 'room-link', named(room), ...told(news.rooms.get(room)));
  link.href = `/rooms/${encodeURIComponent(room)}`;
  if (room === here) {
    link.ariaCurrent = 'page';
  }
  const line = group('li', '', link);
  if (room !== here && room !== 'lobby') {
    const forget = button('×', () => (visited.forget(room), show()), 'cross');
    forget.ariaLabel = text('rooms.forget', { room });
    forget.title = forget.ariaLabel;
    line.append(forget);
  }
  return line;
}

const named = (room) => make('bdi', 'room-name', room);

function told(standing) {
  if (!standing) {
    return [];
  }
  const unread = make('span', 'badge', standing.unread > 99 ? '99+' : standing.unread);
  unread.ariaLabel = counted('new', standing.unread);
  unread.role = 'img';
  return [
    make('small', '', standing.count > 0 ? text('present', { count: standing.count }) : ''),
    ...(standing.unread > 0 ? [unread] : []),
  ];
}

function opening() {
  const name = field(text('rooms.name'), { placeholder: text('rooms.name'), enterKeyHint: 'go', maxLength: 80 });
  name.autocapitalize = 'none';
  name.spellcheck = false;
  const wrong = make('p', 'problem');
  wrong.id = 'room-problem';
  wrong.role = 'alert';
  wrong.hidden = true;
  const go = make('button', 'act primary-act', text('rooms.open'));
  const form = group('form', 'opening', name, go, wrong);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const wanted = name.value.trim().normalize('NFC');
    if (NAME.test(wanted)) {
      location.href = `/rooms/${encodeURIComponent(wanted)}`;
    } else {
      wrong.hidden = false;
      wrong.textContent = text('rooms.bad');
      name.ariaInvalid = 'true';
      name.setAttribute('aria-describedby', wrong.id);
      name.focus();
    }
  });
  return form;
}
