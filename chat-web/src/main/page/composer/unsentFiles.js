/** Files that are dropped or pasted: they cannot be sent yet, and a browser would show them in place of the page. */

import { showNotice } from '../ui/notice.js';
import { text } from '../ui/texts.js';

/** Says so of each file that is dropped anywhere or pasted. */
export function refuseFiles() {
  addEventListener('dragover', (event) => hasFiles(event.dataTransfer) && event.preventDefault());
  addEventListener('drop', (event) => hasFiles(event.dataTransfer) && refuse(event));
  addEventListener('paste', (event) => isPicture(event.clipboardData) && refuse(event));
}

/** @param {Event} event */
function refuse(event) {
  event.preventDefault();
  showNotice(text('files.none'));
}

/** @param {DataTransfer | null} data */
const hasFiles = (data) => data?.types.includes('Files') ?? false;

/**
 * Whether there is no text with a file, as there is with what is copied from a table.
 *
 * @param {DataTransfer | null} data
 */
const isPicture = (data) => hasFiles(data) && !data?.types.includes('text/plain');
