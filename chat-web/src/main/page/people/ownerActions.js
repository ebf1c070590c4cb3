/**
 * The owner's actions in the room's page: for a member, and for the room. The server asks for the owner's key each time.
 *
 * @import { Member } from '../model/types.js'
 */

import { request } from '../net/request.js';
import { button, group, make } from '../ui/elements.js';
import { showNotice } from '../ui/notice.js';
import { durationOf, nameElement, phrase, text } from '../ui/texts.js';

const TIMEOUT_MS = 15_000;

const DURATIONS = { '10m': 600_000, '1h': 3_600_000, '1d': 86_400_000, '30d': 30 * 86_400_000 };
const INTERVALS = { '0s': 0, '5s': 5_000, '30s': 30_000, '2m': 120_000 };

/** @typedef {(name: string, fields: Record<string, string>) => void} Act */

/**
 * What the owner can do about a member.
 *
 * @param {Member} member
 */
export function ownerActions(member) {
  const duration = select(text('owner.for'), DURATIONS);
  const { act, outcome } = acting();
  const buttons = group('div', 'acts');
  const ask = (/** @type {Question} */ question) => askFirst(buttons, member, question, offer);
  const offer = () => {
    const actions = ['mute', 'unmute', 'kick'].map((name) =>
      button(text(`owner.${name}`), () => act(name, { member: member.id, for: duration.value }), 'act'),
    );
    const ban = () => act('ban', { member: member.id, for: duration.value });
    const banAddress = () => act('ban', { 'address-of': member.id, for: '1d' });
    const deleteAll = () => act('delete', { member: member.id });
    buttons.replaceChildren(
      ...actions,
      button(text('owner.ban'), () => ask({ words: 'owner.ban', action: ban }), 'act'),
      button(text('owner.ban.address'), () => ask({ words: 'owner.ban', action: banAddress }), 'act'),
      button(text('owner.delete'), () => ask({ words: 'owner.delete', action: deleteAll }), 'act'),
    );
  };
  offer();
  const title = make('h3', '', text('owner.title'));
  return group('section', 'owner', title, labelled(text('owner.for'), duration), buttons, outcome);
}

/**
 * @typedef {object} Question
 * @property {'owner.ban' | 'owner.delete'} words the key of the button that says yes
 * @property {() => void} action what is done then
 */

/**
 * Asks in place of the buttons whether something is to be done about a member.
 *
 * @param {HTMLElement} buttons
 * @param {Member} member
 * @param {Question} question
 * @param {() => void} offer shows the buttons again
 */
function askFirst(buttons, member, { words, action: wanted }, offer) {
  const question = group('p', 'hint', ...phrase(`${words}.sure`, { name: nameElement(member) }));
  const answered = (/** @type {() => void} */ action) => () => {
    offer();
    action();
    buttons.querySelector('button')?.focus();
  };
  const yes = button(text(words), answered(wanted), 'act wrong');
  const no = button(
    text('owner.no'),
    answered(() => {}),
    'act',
  );
  buttons.replaceChildren(question, yes, no);
  no.focus();
}

/**
 * What the owner can do about a room.
 *
 * @param {string} room
 */
export function roomActions(room) {
  const interval = select(text('owner.slow'), INTERVALS);
  const duration = select(text('owner.for'), DURATIONS);
  const { act, outcome } = acting();
  const slow = button(text('owner.slow.do'), () => act('slow', { room, for: interval.value }), 'act');
  const close = button(text('owner.close'), () => act('close', { room, for: duration.value }), 'act');
  const [slowMode, closing] = [labelled(text('owner.slow'), interval), labelled(text('owner.for'), duration)];
  const title = make('h3', '', text('owner.title'));
  const controls = group('div', 'owner-room', slowMode, slow, closing, close);
  return group('section', 'owner', title, controls, outcome);
}

/**
 * Deletes a message, whoever wrote it, and says how that went.
 *
 * @param {string} room
 * @param {number} seq
 */
export async function deleteMessage(room, seq) {
  showNotice(await send('delete', { room, seq: String(seq) }));
}

/** An action of the owner, and the place where its outcome is said. */
function acting() {
  const outcome = make('p', 'hint');
  outcome.role = 'status';
  /** @type {Act} */
  const act = async (name, fields) => {
    outcome.textContent = await send(name, fields);
  };
  return { act, outcome };
}

/**
 * @param {string} action
 * @param {Record<string, string>} fields
 * @returns {Promise<string>} the outcome, in a sentence
 */
async function send(action, fields) {
  const body = new URLSearchParams(fields);
  const response = await request(`/api/owner/${action}`, { method: 'POST', body, timeout: TIMEOUT_MS });
  return text(response?.ok ? 'owner.done' : response?.status === 401 ? 'owner.key.again' : 'owner.failed');
}

/**
 * @param {string} name
 * @param {Record<string, number>} options durations by the value that the server understands; 0: off
 */
function select(name, options) {
  const list = document.createElement('select');
  list.ariaLabel = name;
  for (const [value, duration] of Object.entries(options)) {
    list.append(new Option(duration ? durationOf(duration) : text('owner.off'), value));
  }
  return list;
}

/**
 * @param {string} words
 * @param {HTMLElement} control
 */
const labelled = (words, control) => group('label', 'labelled', make('span', '', words), control);
