/** The dialog that opens a room by its name, or makes it. */

import { showDialog } from '../ui/dialog.js';
import { field, group, make } from '../ui/elements.js';
import { text } from '../ui/texts.js';
import { roomAddress, roomNameIn } from './roomName.js';

export function showOpenRoom() {
  showDialog(text('rooms.new'), [openingForm()]);
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
