/** What the page says in the reader's language, and how it writes times. */

const phrases = new Map(
  [...document.getElementById('texts').content.children].map((entry) => [entry.value, entry.textContent]),
);

/** The page's language: `zh-CN` or `en`. */
export const language = document.documentElement.lang;

const chinese = language.startsWith('zh');
const plural = new Intl.PluralRules(language);

/** Whether there is a phrase for a key. */
export const has = (key) => phrases.has(key);

/** A phrase as a string, with `{name}` replaced by the value of that name. */
export function text(key, values = {}) {
  return (phrases.get(key) ?? key).replace(/\{(\w+)\}/g, (hole, name) => values[name] ?? hole);
}

/** The phrase that fits a count: `key.one` where the language has it, else `key.other`. */
export function counted(key, count, values = {}) {
  const exact = `${key}.${plural.select(count)}`;
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
  return (phrases.get(key) ?? key)
    .split(/\{(\w+)\}/)
    .map((part, index) => (index % 2 ? (values[part] ?? '') : part));
}

/** A name, kept apart from the direction of the text around it. */
export function nameOf(member) {
  const name = document.createElement('bdi');
  name.textContent = member.name;
  return name;
}

const pad = (number) => String(number).padStart(2, '0');
const localTime = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
const wholeDay = new Intl.DateTimeFormat(chinese ? language : undefined, { dateStyle: 'full' });

/** A moment, as the issue asks: yyyy年MM月dd HH:mm:ss on a Chinese page, the reader's own way otherwise. */
export function timeOf(date) {
  if (!chinese) {
    return localTime.format(date);
  }
  const day = `${date.getFullYear()}年${pad(date.getMonth() + 1)}月${pad(date.getDate())}`;
  return `${day} ${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}`;
}

/** A day, written out. */
export const dayOf = (date) => wholeDay.format(date);

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
];

/** A length of time in its largest unit: "12 minutes". */
export function durationOf(milliseconds) {
  const [unit, size] = UNITS.find(([, length]) => milliseconds >= length) ?? UNITS.at(-1);
  const amount = Math.max(1, Math.round(milliseconds / size));
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(amount);
}
