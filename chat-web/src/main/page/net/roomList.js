/** The list of the rooms that this member has opened and not forgotten, as the server keeps it. */

import { jsonOf, request } from './request.js';

/** @typedef {{room: string, cursor?: string, read?: string, unread: number, mentions: number, at?: string}} ListedRoom */

/**
 * @param {number} timeout in milliseconds
 * @returns {Promise<ListedRoom[] | null>} null without an answer
 */
export async function loadRooms(timeout) {
  const answer = await jsonOf(await request('/api/me/rooms', { cache: 'no-store', timeout }));
  return answer?.rooms ?? null;
}
