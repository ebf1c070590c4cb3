/**
 * The dialog of settings: for this room, and for all of them.
 *
 * @import { MutedMembers } from '../people/mutedMembers.js'
 * @import { Level, Notifications } from './notifications.js'
 */

import { roomActions } from '../people/ownerActions.js';
import { showDialog } from '../ui/dialog.js';
import { button, group, make } from '../ui/elements.js';
import { radioGroup } from '../ui/radioGroup.js';
import { language, nameElement, phrase, text } from '../ui/texts.js';
import { deviceSection } from './deviceSection.js';
import { canNotify, requestPermission } from './notifications.js';
import { showShortcuts } from './shortcutsDialog.js';
import { playSound } from './sound.js';
import { setLanguage, setTheme, theme } from './theme.js';
import { fullTimes, setFullTimes } from './times.js';

/**
 * @typedef {object} SettingsContext
 * @property {string} room
 * @property {boolean} owner whether this browser has given the owner's key
 * @property {Notifications} notifications
 * @property {MutedMembers} muted
 * @property {() => void} signOutEverywhere
 */

/** @param {SettingsContext} context */
export function showSettings(context) {
  const content = [
    notificationSection(context),
    ...mutedSection(context),
    themeGroup(),
    languageGroup(),
    timesSection(),
    deviceSection(context.room, context.signOutEverywhere),
    ...(context.owner ? [roomActions(context.room)] : []),
    more(context),
  ];
  showDialog(text('settings'), content);
}

/** @type {Level[]} */
const LEVELS = ['all', 'mentions', 'nothing'];

/** @param {SettingsContext} context */
function notificationSection({ notifications, room }) {
  const { settings } = notifications;
  const sound = checkbox(text('settings.sound'), settings.sound, async (wanted) => {
    notifications.change({ sound: wanted });
    if (wanted) {
      playSound();
    }
    return wanted;
  });
  const title = group('h3', '', ...phrase('settings.room', { room: make('bdi', '', room) }));
  const level = radioGroup(
    text('settings.notify'),
    LEVELS.map((value) => ({ value, label: text(`settings.notify.${value}`) })),
    settings.level,
    (value) => notifications.change({ level: /** @type {Level} */ (value) }),
  );
  const hint = make('p', 'hint', text('settings.notify.hint'));
  return group('section', 'attention', title, level, hint, ...permissionParts(), sound.label);
}

/** Whether this browser shows notifications, and a way to allow it. */
function permissionParts() {
  const problem = make('p', 'hint', permissionProblem());
  problem.role = 'status';
  if (!canNotify() || Notification.permission !== 'default') {
    return [problem];
  }
  const ask = async () => {
    if (await requestPermission()) {
      allow.remove();
    }
    problem.textContent = permissionProblem();
  };
  const allow = button(text('settings.notify.allow'), ask, 'act');
  return [allow, problem];
}

function permissionProblem() {
  if (!canNotify()) {
    return text('settings.notify.missing');
  }
  return Notification.permission === 'denied' ? text('settings.notify.denied') : '';
}

/**
 * @param {string} label
 * @param {boolean} checked
 * @param {(wanted: boolean) => Promise<boolean>} action returns what the setting became
 */
function checkbox(label, checked, action) {
  const input = Object.assign(document.createElement('input'), { type: 'checkbox', checked });
  input.addEventListener('change', async () => {
    input.checked = await action(input.checked);
  });
  return { label: group('label', 'switch', make('span', '', label), input), input };
}

const themeGroup = () =>
  radioGroup(
    text('colours'),
    ['auto', 'light', 'dark'].map((value) => ({ value, label: text(`colours.${value}`) })),
    theme(),
    setTheme,
  );

const languageGroup = () =>
  radioGroup(
    text('language'),
    [
      { value: 'zh', label: '中文', lang: 'zh-CN' },
      { value: 'en', label: 'English', lang: 'en' },
    ],
    language.slice(0, 2),
    setLanguage,
  );

function timesSection() {
  const { label } = checkbox(text('settings.times'), fullTimes(), async (wanted) => {
    setFullTimes(wanted);
    return wanted;
  });
  return group('section', '', label);
}

/**
 * The muted members, and a way to unmute each.
 *
 * @param {SettingsContext} context
 */
function mutedSection({ muted }) {
  if (muted.all.length === 0) {
    return [];
  }
  const lines = muted.all.map((member) => {
    const unmute = button(text('profile.unmute'), () => muted.set(member, false), 'act');
    unmute.ariaLabel = `${text('profile.unmute')} ${member.name}`;
    const line = group('li', '', nameElement(member), unmute);
    unmute.addEventListener('click', () => line.remove());
    return line;
  });
  return [group('section', '', make('h3', '', text('settings.muted')), group('ul', 'muted-people', ...lines))];
}

/** Where there are only fingers, there is no keyboard most likely; the key that shows the shortcuts works all the same. */
const mayHaveKeyboard = () => matchMedia('(any-hover: hover)').matches;

/** @param {SettingsContext} context */
function more({ owner }) {
  const actions = group('div', 'acts');
  if (mayHaveKeyboard()) {
    actions.append(button(text('keys'), showShortcuts, 'act'));
  }
  if (owner) {
    const ownerPage = make('a', 'act', text('owner.title'));
    ownerPage.href = '/owner';
    actions.append(ownerPage);
  }
  return actions;
}
