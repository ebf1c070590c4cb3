/**
 * Notifies of what is new in another room, as chosen for that room.
 *
 * @import { Notifications } from './notifications.js'
 */

import { mentionsOfMe } from '../net/memberArchive.js';
import { plainText } from '../ui/markup.js';
import { counted } from '../ui/texts.js';
import { isVisible } from '../ui/visibility.js';
import { notify } from './notifications.js';

/** The latest mention of a room is among the latest 10 of all rooms, but for a rush. */
const LOOKED_THROUGH = 10;

/**
 * @param {{room: string, unread: number, mentions: number}} now
 * @param {{mentions: number}} before
 * @param {Notifications} notifications
 */
export async function notifyOfNews({ room, unread, mentions }, before, notifications) {
  const { level } = notifications.settingsOf(room);
  const address = new URL(`/rooms/${encodeURIComponent(room)}`, location.href).href;
  if (level === 'nothing' || isVisible()) {
    return;
  }
  if (mentions > before.mentions) {
    const found = await mentionsOfMe(LOOKED_THROUGH);
    const message = found?.mentions.find((one) => one.room === room)?.message;
    const title = message ? `${message.from.name} · ${room}` : room;
    notify(room, title, message ? plainText(message) : counted('mentions', mentions), address);
  } else if (level === 'all') {
    notify(room, room, counted('new', unread), address);
  }
}
