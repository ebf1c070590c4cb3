/**
 * The profile of a member: who it is, and what one can do.
 *
 * @import { Member } from '../model/types.js'
 * @import { MutedMembers } from './mutedMembers.js'
 * @import { PeopleList } from './peopleList.js'
 */

import { showDialog } from '../ui/dialog.js';
import { button, find, group, make } from '../ui/elements.js';
import { nameElement, text } from '../ui/texts.js';
import { avatarElement } from './avatarElement.js';
import { ownerActions } from './ownerActions.js';

/**
 * @typedef {object} ProfileContext
 * @property {string} room
 * @property {string} path the room's name as it stands in an address
 * @property {Member} me
 * @property {boolean} owner whether this browser has given the owner's key
 * @property {PeopleList} people
 * @property {MutedMembers} muted
 * @property {(member: Member) => void} mention writes a member's name into the message
 */

/**
 * @param {Member} member
 * @param {ProfileContext} context
 */
export function showProfile(member, context) {
  const { path, me, owner, people } = context;
  const mine = member.id === me.id;
  const status = mine ? 'you' : people.has(member.id) ? 'profile.here' : 'profile.away';
  const actions = mine ? ownActions(path) : memberActions(member, context, () => close());
  const dialog = showDialog(titleOf(member), [make('p', 'sheet-lead', text(status)), actions]);
  const close = () => {
    dialog.close();
    people.drawer.close();
  };
  if (owner && !mine) {
    find(dialog, '.sheet-body').append(ownerActions(member));
  }
}

/** @param {Member} member */
const titleOf = (member) => group('span', 'person', avatarElement(member), nameElement(member));

/** @param {string} path */
function ownActions(path) {
  const rename = make('a', 'act', text('profile.rename'));
  rename.href = `/?room=${path}`;
  const messages = make('a', 'act', text('profile.export'));
  messages.href = '/api/me/messages';
  messages.download = '';
  return group('div', 'acts', rename, messages, make('p', 'hint', text('profile.export.hint')));
}

/**
 * @param {Member} member
 * @param {ProfileContext} context
 * @param {() => void} close
 */
function memberActions(member, { muted, mention }, close) {
  const mute = button('', () => set(!muted.has(member.id)), 'act');
  const hint = make('p', 'hint', text('profile.mute.hint'));
  const label = () => {
    mute.textContent = text(muted.has(member.id) ? 'profile.unmute' : 'profile.mute');
  };
  const set = (/** @type {boolean} */ wanted) => {
    muted.set(member, wanted);
    label();
  };
  label();
  const write = () => {
    close();
    mention(member);
  };
  return group('div', 'acts', button(text('profile.mention'), write, 'act primary-act'), mute, hint);
}
