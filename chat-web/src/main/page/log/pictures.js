/**
 * The pictures of a conversation. Pure.
 *
 * @import { Message, SentFile } from '../model/types.js'
 * @import { FileRow } from '../model/rowModel.js'
 *
 * @typedef {{file: SentFile, author: string, at: Date}} Picture
 */

/** The types of pictures that a browser shows. */
const SHOWN = /^image\/(png|jpeg|gif|webp|avif|bmp)$/;

/**
 * Whether a file is shown as a picture: its size is known, too, so that nothing moves when it is loaded.
 *
 * @param {FileRow} file
 */
export const isPicture = ({ type, width, height }) => SHOWN.test(type) && Boolean(width && height);

/**
 * @param {Message[]} messages
 * @returns {Picture[]}
 */
export const picturesOf = (messages) =>
  messages.flatMap(({ files = [], from, at }) =>
    files.filter(isPicture).map((file) => ({ file, author: from.name, at: new Date(at) })),
  );
