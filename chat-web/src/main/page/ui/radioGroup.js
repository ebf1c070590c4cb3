/** One of a few, as a row of radio buttons. */

import { group, make } from './elements.js';

let made = 0;

/**
 * @param {string} legend
 * @param {{value: string, label: string, lang?: string}[]} options
 * @param {string} chosen
 * @param {(value: string) => void} act
 */
export function choice(legend, options, chosen, act) {
  const name = `choice-${++made}`;
  const row = make('div', 'options');
  for (const { value, label, lang } of options) {
    const input = Object.assign(document.createElement('input'), { type: 'radio', name, value, checked: value === chosen });
    input.addEventListener('change', () => act(value));
    const option = group('label', '', input, make('span', '', label));
    option.lang = lang ?? '';
    row.append(option);
  }
  return group('fieldset', 'choice', make('legend', '', legend), row);
}
