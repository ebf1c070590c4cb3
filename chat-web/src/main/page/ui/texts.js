/**
 * The page's texts in the reader's language, and how it writes times.
 *
 * @import { Member } from '../model/types.js'
 */

import { lazily } from './lazily.js';

/** @type {Map<string, string>} */
const phrases = new Map();
const template = /** @type {HTMLTemplateElement} */ (document.getElementById('texts'));
for (const entry of /** @type {Iterable<HTMLDataElement>} */ (template.content.children)) {
  phrases.set(entry.value, entry.textContent ?? '');
}

/** The page's language: `zh-CN` or `en`. */
export const language = document.documentElement.lang;

const chinese = language.startsWith('zh');
const plural = lazily(() => new Intl.PluralRules(language));

/**
 * Whether there is a phrase for a key.
 *
 * @param {string} key
 */
export const has = (key) => phrases.has(key);

/**
 * A phrase as a string, with `{name}` replaced by the value of that name.
 *
 * @param {string} key
 * @param {Record<string, unknown>} values
 */
export function text(key, values = {}) {
  return (phrases.get(key) ?? key).replace(/\{(\w+)\}/g, (placeholder, name) => String(values[name] ?? placeholder));
}

/**
 * The phrase that fits a count: `key.one` where the language has it, else `key.other`.
 *
 * @param {string} key
 * @param {number} count
 * @param {Record<string, unknown>} values
 */
export function counted(key, count, values = {}) {
  const exact = `${key}.${plural().select(count)}`;
  return text(has(exact) ? exact : `${key}.other`, { ...values, count: count.toLocaleString(language) });
}

/**
 * A phrase as nodes, so that a name in it can be an element of its own: a name in another direction must not turn
 * the sentence around.
 *
 * @param {string} key
 * @param {Record<string, string | Node>} values
 * @returns {(string | Node)[]}
 */
export function phrase(key, values) {
  return (phrases.get(key) ?? key).split(/\{(\w+)\}/).map((part, index) => (index % 2 ? (values[part] ?? '') : part));
}

/**
 * A name as an element that isolates its direction from the text around it.
 *
 * @param {Pick<Member, 'name' | 'bot'>} member
 */
export function nameElement(member) {
  const name = document.createElement('bdi');
  name.textContent = member.name;
  markBot(name, member);
  return name;
}

/**
 * Marks a name as that of a program.
 *
 * @param {HTMLElement} name
 * @param {Pick<Member, 'bot'>} member
 */
export function markBot(name, { bot }) {
  if (bot) {
    name.dataset.bot = text('bot');
  }
}

const pad = (/** @type {number} */ number) => String(number).padStart(2, '0');

/** The reader's own variety of the page's language, such as en-GB, and never another language. */
const locale =
  (globalThis.navigator?.languages ?? []).find((one) => one.split('-')[0] === language.split('-')[0]) ?? language;

/** @param {Intl.DateTimeFormatOptions} style */
const timeFormat = (style) => lazily(() => new Intl.DateTimeFormat(locale, style));

const localTime = timeFormat({ dateStyle: 'medium', timeStyle: 'medium' });
const wholeDay = timeFormat({ dateStyle: 'full' });
const clock = timeFormat({ timeStyle: 'short' });
const clockWithSeconds = timeFormat({ timeStyle: 'medium' });

/**
 * A moment: yyyy年MM月dd HH:mm:ss on a Chinese page, as was required; the reader's own format otherwise.
 *
 * @param {Date} date
 */
export function timeOf(date) {
  if (!chinese) {
    return localTime().format(date);
  }
  const day = `${date.getFullYear()}年${pad(date.getMonth() + 1)}月${pad(date.getDate())}`;
  return `${day} ${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}`;
}

/**
 * The time of a day, without the day.
 *
 * @param {Date} date
 */
export const clockOf = (date) => (chinese ? `${pad(date.getHours())}:${pad(date.getMinutes())}` : clock().format(date));

/**
 * The time of a line of the log: the clock, or the full time where the reader wants that on every line.
 *
 * @param {Date} date
 */
export const lineTimeOf = (date) => (document.documentElement.dataset.times === 'full' ? timeOf(date) : clockOf(date));

/**
 * A moment that is soon: with its seconds, and with its day where that is not today.
 *
 * @param {Date} date
 */
export function momentOf(date) {
  return date.toDateString() === new Date(Date.now()).toDateString() ? clockWithSeconds().format(date) : timeOf(date);
}

/**
 * A day, written out.
 *
 * @param {Date} date
 */
export const dayOf = (date) => wholeDay().format(date);

/** @type {[string, number][]} */
const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
];

/**
 * A duration in its largest unit: "12 minutes".
 *
 * @param {number} milliseconds
 */
export function durationOf(milliseconds, locale = language) {
  const [unit, length] = UNITS.find(([, least]) => milliseconds >= least) ?? ['second', 1_000];
  const amount = Math.max(1, Math.round(milliseconds / length));
  const duration = new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(amount);
  // In Chinese, with a blank on both sides of the number or on none.
  return duration.replace(/(?<=\d)(?=\p{sc=Han})/u, ' ');
}
