/** Puts words on the clipboard; also where a page served over plain http has no clipboard of its own. */
export async function copy(words) {
  if (navigator.clipboard) {
    return navigator.clipboard.writeText(words);
  }
  const field = document.createElement('textarea');
  field.value = words;
  (document.querySelector('dialog[open]') ?? document.body).append(field);
  field.select();
  document.execCommand('copy');
  field.remove();
}
