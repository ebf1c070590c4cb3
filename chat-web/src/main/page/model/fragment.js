/** The fragment of an address that names a message of a room: `#m12`. Pure. */

/**
 * The number of the message that a fragment names; 0 where it names none.
 *
 * @param {string} fragment
 */
export const seqIn = (fragment) => Number(/^#m([1-9]\d{0,14})$/.exec(fragment)?.[1] ?? 0);
