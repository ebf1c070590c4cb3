/** The part of the page that sends files: loaded when the first file is chosen, because most visits send none. */

export { Attachments } from './upload/attachments.js';
export { DraftFiles } from './upload/draftFiles.js';
export { FileBytes } from './upload/fileBytes.js';
export { TusClient } from './upload/tusClient.js';
export { Uploader } from './upload/uploader.js';
