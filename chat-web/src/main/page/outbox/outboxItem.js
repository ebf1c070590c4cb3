/**
 * The rules for an item of the outbox.
 *
 * @import { ClientFrame, OutboxItem } from '../model/types.js'
 */

/** @param {OutboxItem} item */
export const isUploaded = ({ files = [] }) => files.every(({ id }) => id);

/**
 * What is sent for an item.
 *
 * @param {OutboxItem} item
 * @returns {ClientFrame}
 */
export const frameToSend = ({ frame, files }) =>
  files ? { ...frame, files: files.map(({ id, alt }) => (alt ? { id, alt } : { id })) } : frame;

/** Not `crypto.randomUUID`, because that is missing on a page that is served over plain http. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
