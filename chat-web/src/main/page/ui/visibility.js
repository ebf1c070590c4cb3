/** Whether somebody looks at the page. */

export const isLookedAt = () => document.visibilityState === 'visible' && document.hasFocus();

/** @param {(looked: boolean) => void} changed called whenever that changes, and when the page goes away */
export function whenLooked(changed) {
  let before = isLookedAt();
  const check = () => {
    const now = isLookedAt();
    if (now !== before) {
      before = now;
      changed(now);
    }
  };
  addEventListener('focus', check);
  addEventListener('blur', check);
  document.addEventListener('visibilitychange', check);
  addEventListener('pagehide', () => {
    before = false;
    changed(false);
  });
  addEventListener('pageshow', check);
}
