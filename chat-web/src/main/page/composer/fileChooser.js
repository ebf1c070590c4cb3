/** The chooser of files: by a button, by pasting, by dropping them anywhere on the page. */

/**
 * @param {{opener: HTMLElement, field: HTMLInputElement}} parts the field is never shown
 * @param {(files: File[]) => void} chosen
 */
export function chooseFiles({ opener, field }, chosen) {
  const accept = (/** @type {FileList | undefined} */ files) => files?.length && chosen([...files]);
  opener.addEventListener('click', () => field.click());
  field.addEventListener('change', () => {
    accept(field.files ?? undefined);
    // The same file can be chosen again.
    field.value = '';
  });
  addEventListener('dragover', (event) => allowDrop(event));
  addEventListener('dragleave', (event) => event.relatedTarget ?? showDrop(false));
  addEventListener('drop', (event) => {
    showDrop(false);
    if (hasFiles(event.dataTransfer)) {
      event.preventDefault();
      accept(event.dataTransfer?.files);
    }
  });
  addEventListener('paste', (event) => {
    if (isFile(event.clipboardData)) {
      event.preventDefault();
      accept(event.clipboardData?.files);
    }
  });
}

/** @param {DragEvent} event */
function allowDrop(event) {
  if (hasFiles(event.dataTransfer)) {
    event.preventDefault();
    showDrop(true);
  }
}

/** @param {boolean} dropping */
function showDrop(dropping) {
  document.body.classList.toggle('dropping', dropping);
}

/** @param {DataTransfer | null} data */
const hasFiles = (data) => data?.types.includes('Files') ?? false;

/**
 * Whether there is no text with a file, as there is with what is copied from a table.
 *
 * @param {DataTransfer | null} data
 */
const isFile = (data) => hasFiles(data) && !data?.types.includes('text/plain');
