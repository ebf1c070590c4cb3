/**
 * What entries change of a message. Pure.
 *
 * @import { Entry, Member, Message, Reaction } from './types.js'
 */

/** A reaction names 20 people, because the server sends no more either. */
const WHO_LIMIT = 20;

/**
 * A message as the server sends it, which stands as of an entry.
 *
 * @param {number} seq
 * @param {Message} message
 * @returns {Message}
 */
export function asOf(seq, message) {
  const { reactions = [], replies = 0, pinned = false } = message;
  return { ...message, reactions, replies, pinned, asOf: seq };
}

/**
 * The message with an entry applied; the same message where the entry is about another, or is applied already.
 *
 * @param {Message} message
 * @param {Entry} entry
 * @returns {Message}
 */
export function changed(message, entry) {
  const { seq, of, re } = entry;
  if (seq <= message.asOf || (message.seq !== of && message.seq !== re)) {
    return message;
  }
  return { ...(message.seq === of ? withChange(message, entry) : withAnswer(message, entry)), asOf: seq };
}

/**
 * The message with an answer more or less.
 *
 * @param {Message} message
 * @param {Entry} entry
 * @returns {Message}
 */
function withAnswer(message, { type, deleted }) {
  const step = type === 'deleted' ? -1 : Number(!deleted);
  return { ...message, replies: Math.max(0, message.replies + step) };
}

/**
 * The message with a change, whenever that was made.
 *
 * @param {Message} message
 * @param {Pick<Entry, 'type' | 'text' | 'html' | 'emoji' | 'by' | 'on'>} change
 * @returns {Message}
 */
export function withChange(message, { type, text, html, emoji, by, on }) {
  switch (type) {
    case 'edited':
      // The text of an edit is erased with its message, so a replay may bring an edit without one.
      return message.deleted || text === undefined ? message : { ...message, text, html, edited: true };
    case 'deleted':
      return {
        ...message,
        text: undefined,
        html: undefined,
        files: undefined,
        deleted: true,
        reactions: [],
        pinned: false,
      };
    case 'reacted':
      return message.deleted || !emoji || !by
        ? message
        : { ...message, reactions: withReaction(message.reactions, emoji, by, Boolean(on)) };
    case 'pinned':
      return message.deleted ? message : { ...message, pinned: Boolean(on) };
    default:
      return message;
  }
}

/**
 * @param {Reaction[]} reactions
 * @param {string} emoji
 * @param {Member} by
 * @param {boolean} on
 */
function withReaction(reactions, emoji, by, on) {
  const before = reactions.find((reaction) => reaction.emoji === emoji) ?? { emoji, count: 0, who: [] };
  const others = before.who.filter((member) => member.id !== by.id);
  const named = others.length < before.who.length;
  // Members beyond the named ones are unknown here, so one who is not named may be among them: the entry is believed.
  const hasUnnamed = before.count > before.who.length;
  const step = on ? Number(!named) : -Number(named || hasUnnamed);
  const after = {
    emoji,
    count: Math.max(0, before.count + step),
    who: on ? [...others, by].slice(0, WHO_LIMIT) : others,
  };
  const all = reactions.includes(before)
    ? reactions.map((reaction) => (reaction === before ? after : reaction))
    : [...reactions, after];
  return all.filter((reaction) => reaction.count > 0);
}

/**
 * The message that an entry is.
 *
 * @param {Entry} entry
 */
export function messageOf(entry) {
  const state = { edited: false, deleted: Boolean(entry.deleted), reactions: [], replies: 0, pinned: false };
  return asOf(entry.seq, /** @type {Message} */ ({ ...entry, ...state, asOf: 0 }));
}
