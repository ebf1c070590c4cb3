/**
 * The avatar of a member as an element.
 *
 * @import { Member } from '../model/types.js'
 */

import { initialOf } from '../model/avatar.js';
import { memberColours } from '../model/memberColours.js';
import { make } from '../ui/elements.js';

/** @param {Member} member */
export function avatarElement({ id, name }) {
  const avatar = make('span', 'avatar', initialOf(name));
  avatar.ariaHidden = 'true';
  // Set by script, because the content security policy allows no style attributes.
  avatar.style.setProperty('--hue', String(memberColours.hueOf(id)));
  return avatar;
}
