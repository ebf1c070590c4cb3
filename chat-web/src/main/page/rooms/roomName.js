/** The rule for a room's name, as the server has it: 1 to 40 letters, marks, digits, - and _ in any script. Pure. */

const NAME = /^[\p{L}\p{M}\p{N}_-]{1,40}$/u;

/**
 * The name that is meant by what somebody wrote; null where it cannot be one.
 *
 * @param {string} written
 */
export function roomNameIn(written) {
  const name = written.trim().normalize('NFC');
  return NAME.test(name) ? name : null;
}

/**
 * The address of a room's page.
 *
 * @param {string} room
 */
export const roomAddress = (room) => `/rooms/${encodeURIComponent(room)}`;

/**
 * The address of a message: the page of its room jumps there.
 *
 * @param {{room: string, seq: number}} place
 */
export const messageAddress = ({ room, seq }) => `${roomAddress(room)}#m${seq}`;
