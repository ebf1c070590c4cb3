/** A sentence about what was just done, shown for a moment and read out. */

const SHOWN_MS = 4_000;

let timer = 0;

export function tell(sentence) {
  const place = document.getElementById('notice');
  clearTimeout(timer);
  place.textContent = sentence;
  timer = setTimeout(() => (place.textContent = ''), SHOWN_MS);
}
