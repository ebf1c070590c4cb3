/** Whether somebody looks at the page: it is visible, and has the focus. */

export const isVisible = () => document.visibilityState === 'visible' && document.hasFocus();

/** @param {(visible: boolean) => void} changed called whenever that changes, and when the page is left */
export function onChange(changed) {
  let before = isVisible();
  const check = () => {
    const now = isVisible();
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
