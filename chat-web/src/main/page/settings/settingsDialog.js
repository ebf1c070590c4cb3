/** What somebody can choose: for this room, and for all of them. */

import { askToNotify, canNotify } from './notifications.js';
import { choice } from '../ui/radioGroup.js';
import { showDialog } from '../ui/dialog.js';
import { button, group, make } from '../ui/elements.js';
import { language, nameOf, phrase, text } from '../ui/texts.js';
import { tone } from './sound.js';

/**
 * @param {import('../roomChrome.js').Place} place
 * @param {{colours: () => string, setColours: (chosen: string) => void, setLanguage: (chosen: string) => void,
 *     keys: () => void}} acts
 */
export function showSettings(place, acts) {
  showDialog(text('settings'), [alerts(place), ...quiet(place), look(acts), tongue(acts), more(place, acts)]);
}

/** How this room may call. */
function alerts({ attention, room }) {
  const said = make('p', 'hint', canNotify() ? '' : text('settings.notify.missing'));
  said.role = 'status';
  const notify = toggle(text('settings.notify'), attention.chosen.notify, async (wanted) => {
    const granted = wanted && (await askToNotify());
    said.textContent = wanted && !granted ? text('settings.notify.denied') : '';
    attention.choose({ notify: granted });
    return granted;
  });
  notify.querySelector('input').disabled = !canNotify();
  const sound = toggle(text('settings.sound'), attention.chosen.sound, async (wanted) => {
    attention.choose({ sound: wanted });
    if (wanted) {
      tone();
    }
    return wanted;
  });
  const title = group('h3', '', ...phrase('settings.room', { room: make('bdi', '', room) }));
  return group('section', '', title, notify, said, sound);
}

/** @param {(wanted: boolean) => Promise<boolean>} act answers what it became */
function toggle(label, on, act) {
  const box = Object.assign(document.createElement('input'), { type: 'checkbox', checked: on });
  box.addEventListener('change', async () => (box.checked = await act(box.checked)));
  return group('label', 'switch', make('span', '', label), box);
}

const look = ({ colours, setColours }) =>
  choice(
    text('colours'),
    ['auto', 'light', 'dark'].map((value) => ({ value, label: text(`colours.${value}`) })),
    colours(),
    setColours,
  );

const tongue = ({ setLanguage }) =>
  choice(
    text('language'),
    [
      { value: 'zh', label: '中文', lang: 'zh-CN' },
      { value: 'en', label: 'English', lang: 'en' },
    ],
    language.slice(0, 2),
    setLanguage,
  );

/** Who is muted, and a way back. */
function quiet({ muted }) {
  if (muted.all.length === 0) {
    return [];
  }
  const lines = muted.all.map((member) => {
    const line = group('li', '', nameOf(member));
    const undo = button(text('profile.unmute'), () => (muted.set(member, false), line.remove()), 'act');
    undo.ariaLabel = `${text('profile.unmute')} ${member.name}`;
    line.append(undo);
    return line;
  });
  return [group('section', '', make('h3', '', text('settings.muted')), group('ul', 'muted-people', ...lines))];
}

function more({ owner }, { keys }) {
  const acts = group('div', 'acts', button(text('keys'), keys, 'act'));
  if (owner) {
    const desk = make('a', 'act', text('owner.title'));
    desk.href = '/owner';
    acts.append(desk);
  }
  return acts;
}
