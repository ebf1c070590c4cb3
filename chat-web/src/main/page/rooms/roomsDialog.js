/**
 * The dialog of rooms: those that this browser has visited, and a way to any other.
 *
 * @import { Activity, RoomActivity } from './roomActivity.js'
 * @import { VisitedRooms } from './visitedRooms.js'
 */

import { badgeLabel } from '../ui/badge.js';
import { showDialog } from '../ui/dialog.js';
import { button, field, group, make } from '../ui/elements.js';
import { counted, text } from '../ui/texts.js';
import { roomAddress, roomNameIn } from './roomName.js';
import { LOBBY } from './visitedRooms.js';

/** @typedef {{room: string, visited: VisitedRooms, activity: RoomActivity}} RoomsContext */

/**
 * @param {RoomsContext} context
 * @param {() => void} invite
 */
export function showRooms(context, invite) {
  const { activity } = context;
  const list = make('ul', 'rooms');
  const show = () => list.replaceChildren(...context.visited.all.map(({ room }) => lineOf(room, context, show)));
  show();
  activity.refreshed = show;
  const dialog = showDialog(text('rooms'), [
    list,
    openingForm(),
    group('div', 'acts', button(text('invite'), invite, 'act')),
  ]);
  dialog.addEventListener('close', () => {
    activity.refreshed = () => {};
  });
  activity.refresh();
}

/**
 * @param {string} room
 * @param {RoomsContext} context
 * @param {() => void} show
 */
function lineOf(room, { room: here, visited, activity }, show) {
  const link = group('a', 'room-link', make('bdi', 'room-name', room), ...activityNodes(activity.rooms.get(room)));
  link.href = roomAddress(room);
  if (room === here) {
    link.ariaCurrent = 'page';
  }
  const line = group('li', '', link);
  if (room !== here && room !== LOBBY) {
    const forget = () => {
      visited.forget(room);
      show();
    };
    const cross = button('×', forget, 'cross');
    cross.ariaLabel = text('rooms.forget', { room });
    cross.title = cross.ariaLabel;
    line.append(cross);
  }
  return line;
}

/** @param {Activity | undefined} activity */
function activityNodes(activity) {
  if (!activity) {
    return [];
  }
  const { count, unread } = activity;
  const present = make('small', '', count > 0 ? text('present', { count }) : '');
  if (unread === 0) {
    return [present];
  }
  const badge = make('span', 'badge', badgeLabel(unread));
  badge.ariaLabel = counted('new', unread);
  badge.role = 'img';
  return [present, badge];
}

function openingForm() {
  const name = field(text('rooms.name'), { placeholder: text('rooms.name'), enterKeyHint: 'go', maxLength: 80 });
  name.autocapitalize = 'none';
  name.spellcheck = false;
  const problem = make('p', 'problem');
  problem.id = 'room-problem';
  problem.role = 'alert';
  problem.hidden = true;
  const form = group('form', 'opening', name, make('button', 'act primary-act', text('rooms.open')), problem);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const room = roomNameIn(name.value);
    if (room !== null) {
      location.href = roomAddress(room);
    } else {
      problem.hidden = false;
      problem.textContent = text('rooms.bad');
      name.ariaInvalid = 'true';
      name.setAttribute('aria-describedby', problem.id);
      name.focus();
    }
  });
  return form;
}
