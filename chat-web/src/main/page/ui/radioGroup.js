/** A group of radio buttons, side by side. */

import { group, make } from './elements.js';

let count = 0;

/**
 * @param {string} legend
 * @param {{value: string, label: string, lang?: string}[]} options
 * @param {string} selected
 * @param {(value: string) => void} action
 */
export function radioGroup(legend, options, selected, action) {
  const name = `choice-${++count}`;
  const row = make('div', 'options');
  for (const { value, label, lang } of options) {
    const checked = value === selected;
    const input = Object.assign(document.createElement('input'), { type: 'radio', name, value, checked });
    input.addEventListener('change', () => action(value));
    const option = group('label', '', input, make('span', '', label));
    option.lang = lang ?? '';
    row.append(option);
  }
  return group('fieldset', 'choice', make('legend', '', legend), row);
}
