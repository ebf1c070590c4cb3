/**
 * The client of the HTTP API of what concerns a member in all of their rooms.
 *
 * @import { Member, Message } from '../model/types.js'
 */

import { jsonOf, request } from './request.js';

const TIMEOUT_MS = 15_000;

/**
 * @typedef {{room: string, message: Message}} RoomMessage
 * @typedef {{rooms: string[], people: (Member & {room: string})[], messages: RoomMessage[]}} FoundEverywhere
 * @typedef {RoomMessage & {no: number, new: boolean}} Mention `no` grows with each; `new` after what was read of its room
 * @typedef {{mentions: Mention[], more: boolean, next?: string}} Mentions
 */

/**
 * Rooms, people and messages with some words.
 *
 * @param {string} words
 * @param {AbortSignal} signal
 * @returns {Promise<FoundEverywhere | null>} null where the server did not answer
 */
export const findEverywhere = (words, signal) => get(`/api/find?${new URLSearchParams({ q: words })}`, signal);

/**
 * The mentions of this member, newest first.
 *
 * @param {number} limit
 * @param {string} [before] the `next` of an earlier answer
 * @returns {Promise<Mentions | null>} null where the server did not answer
 */
export const mentionsOfMe = (limit, before) =>
  get(`/api/mentions?${new URLSearchParams({ limit: String(limit), ...(before && { before }) })}`);

/**
 * @param {string} address
 * @param {AbortSignal} [signal]
 */
const get = async (address, signal) =>
  jsonOf(await request(address, { cache: 'no-store', signal, timeout: TIMEOUT_MS }));
