/** Somebody: who it is, and what one can do. */

import { showDialog } from './dialog.js';
import { button, group, make } from './elements.js';
import { hueOf, initialOf } from './message.js';
import { handOver } from './owner.js';
import { nameOf, text } from './texts.js';

/** @param {import('./conversation.js').Member} member @param {import('./around.js').Place} place */
export function showProfile(member, place) {
  const { me, people, muted, owner } = place;
  const mine = member.id === me.id;
  const state = mine ? 'you' : people.has(member.id) ? 'profile.here' : 'profile.away';
  const body = [make('p', 'sheet-lead', text(state)), mine ? renaming(place) : acts(member, muted, () => close())];
  const dialog = showDialog(titleOf(member), body);
  const close = () => {
    dialog.close();
    place.people.drawer.close();
  };
  if (owner && !mine) {
    dialog.querySelector('.sheet-body').append(handOver(member, place.room));
  }
}

function titleOf(member) {
  const avatar = make('span', 'avatar', initialOf(member.name));
  avatar.ariaHidden = 'true';
  avatar.style.setProperty('--hue', hueOf(member.id));
  return group('span', 'person', avatar, nameOf(member));
}

function renaming({ path }) {
  const link = make('a', 'act', text('profile.rename'));
  link.href = `/?room=${path}`;
  return group('div', 'acts', link);
}

function acts(member, muted, close) {
  const mute = button('', () => show(!muted.has(member.id)), 'act');
  const hint = make('p', 'hint', text('profile.mute.hint'));
  const show = (wanted) => {
    if (wanted !== muted.has(member.id)) {
      muted.set(member, wanted);
    }
    mute.textContent = text(wanted ? 'profile.unmute' : 'profile.mute');
  };
  show(muted.has(member.id));
  const mention = button(
    text('profile.mention'),
    () => {
      close();
      write(`@${member.name} `);
    },
    'act primary-act',
  );
  return group('div', 'acts', mention, mute, hint);
}

/** Puts words where the cursor is in the message that is being written. */
function write(words) {
  const input = document.getElementById('text');
  const before = input.value.slice(0, input.selectionStart);
  const space = before === '' || /\s$/u.test(before) ? '' : ' ';
  input.setRangeText(space + words, input.selectionStart, input.selectionEnd, 'end');
  input.focus();
  input.dispatchEvent(new InputEvent('input', { bubbles: true }));
}
