/** The edges of the screen, where a finger begins that opens a drawer. */

/** 32 px, because a thumb does not meet the edge itself. */
const EDGE_PX = 32;

/**
 * Whether a finger is at an edge, which has no other gesture then.
 *
 * @param {number} x
 * @param {'left' | 'right'} edge
 */
export const isAtEdge = (x, edge) => (edge === 'left' ? x : innerWidth - x) <= EDGE_PX;
