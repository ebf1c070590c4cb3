/** Somebody: who it is, and what one can do. */

import { showDialog } from '../ui/dialog.js';
import { button, group, make } from '../ui/elements.js';
import { hueOf, initialOf } from '../log/messageLine.js';
import { handOver } from './ownerActions.js';
import { nameOf, text } from '../ui/texts.js';

/** @param {import('../model/conversation.js').Member} member @param {import('../roomChrome.js').Place} place */
export function showProfile(member, place) {
  const { me, people, owner } = place;
  const mine = member.id === me.id;
  const state = mine ? 'you' : people.has(member.id) ? 'profile.here' : 'profile.away';
  const body = [make('p', 'sheet-lead', text(state)), mine ? renaming(place) : acts(member, place, () => close())];
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

function acts(member, { muted, mention }, close) {
  const mute = button('', () => show(!muted.has(member.id)), 'act');
  const hint = make('p', 'hint', text('profile.mute.hint'));
  const show = (wanted) => {
    if (wanted !== muted.has(member.id)) {
      muted.set(member, wanted);
    }
    mute.textContent = text(wanted ? 'profile.unmute' : 'profile.mute');
  };
  show(muted.has(member.id));
  const name = button(text('profile.mention'), () => (close(), mention(member)), 'act primary-act');
  return group('div', 'acts', name, mute, hint);
}
