/**
 * The owner's actions in the room's page: for a member, and for the room. The server asks for the owner's key each time.
 *
 * @import { Member } from '../model/types.js'
 */

import { request } from '../net/request.js';
import { button, group, make } from '../ui/elements.js';
import { durationOf, text } from '../ui/texts.js';

const TIMEOUT_MS = 15_000;

const DURATIONS = { '10m': 600_000, '1h': 3_600_000, '1d': 86_400_000, '30d': 30 * 86_400_000 };
const INTERVALS = { '0s': 0, '5s': 5_000, '30s': 30_000, '2m': 120_000 };

/** @typedef {(name: string, fields: Record<string, string>) => void} Act */

/**
 * What the owner can do about a member.
 *
 * @param {Member} member
 * @param {string} room
 */
export function ownerActions(member, room) {
  const duration = select(text('owner.for'), DURATIONS);
  const outcome = make('p', 'hint');
  outcome.role = 'status';
  /** @type {Act} */
  const act = async (name, fields) => {
    outcome.textContent = await send(name, fields);
  };
  const actions = ['mute', 'unmute', 'kick', 'ban'].map((name) =>
    button(text(`owner.${name}`), () => act(name, { member: member.id, for: duration.value }), 'act'),
  );
  const address = button(text('owner.ban.address'), () => act('ban', { 'address-of': member.id, for: '1d' }), 'act');
  return group(
    'section',
    'owner',
    make('h3', '', text('owner.title')),
    labelled(text('owner.for'), duration),
    group('div', 'acts', ...actions, address),
    roomActions(room, act),
    outcome,
  );
}

/**
 * @param {string} room
 * @param {Act} act
 */
function roomActions(room, act) {
  const interval = select(text('owner.slow'), INTERVALS);
  const duration = select(text('owner.for'), DURATIONS);
  const slow = button(text('owner.slow.do'), () => act('slow', { room, for: interval.value }), 'act');
  const close = button(text('owner.close'), () => act('close', { room, for: duration.value }), 'act');
  const [slowMode, closing] = [labelled(text('owner.slow'), interval), labelled(text('owner.for'), duration)];
  return group('div', 'owner-room', slowMode, slow, closing, close);
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
