/** The owner's hand in the room's page: for somebody, and for the room. The server asks for the key each time. */

import { button, group, make } from '../ui/elements.js';
import { durationOf, text } from '../ui/texts.js';

const TIMES = { '10m': 600_000, '1h': 3_600_000, '1d': 86_400_000, '30d': 30 * 86_400_000 };
const PAUSES = { '0s': 0, '5s': 5_000, '30s': 30_000, '2m': 120_000 };

/** What the owner can do about somebody. */
export function handOver(member, room) {
  const time = select(text('owner.for'), TIMES);
  const act = (name, fields) => () => tell(name, { member: member.id, for: time.value, ...fields });
  const said = make('p', 'hint');
  said.role = 'status';
  const tell = async (name, fields) => (said.textContent = await ask(name, fields));
  const acts = ['mute', 'unmute', 'kick', 'ban'].map((name) => button(text(`owner.${name}`), act(name), 'act'));
  const address = button(text('owner.ban.address'), () => tell('ban', { 'address-of': member.id, for: '1d' }), 'act');
  return group(
    'section',
    'owner',
    make('h3', '', text('owner.title')),
    label(text('owner.for'), time),
    group('div', 'acts', ...acts, address),
    theRoom(room, tell),
    said,
  );
}

function theRoom(room, tell) {
  const pause = select(text('owner.slow'), PAUSES);
  const time = select(text('owner.for'), TIMES);
  const slow = button(text('owner.slow.do'), () => tell('slow', { room, for: pause.value }), 'act');
  const close = button(text('owner.close'), () => tell('close', { room, for: time.value }), 'act');
  return group('div', 'owner-room', label(text('owner.slow'), pause), slow, label(text('owner.for'), time), close);
}

/** @returns {Promise<string>} what became of it, in a sentence */
async function ask(act, fields) {
  try {
    const answer = await fetch(`/api/owner/${act}`, { method: 'POST', body: new URLSearchParams(fields) });
    return text(answer.ok ? 'owner.done' : answer.status === 401 ? 'owner.key.again' : 'owner.failed');
  } catch {
    return text('owner.failed');
  }
}

function select(name, options) {
  const list = document.createElement('select');
  list.ariaLabel = name;
  for (const [value, length] of Object.entries(options)) {
    list.append(new Option(length ? durationOf(length) : text('owner.off'), value));
  }
  return list;
}

const label = (words, control) => group('label', 'labelled', make('span', '', words), control);
