/**
 * Keeps the page above a phone's keyboard. Most browsers shrink the page themselves, as its viewport element asks them;
 * Safari lays its keyboard over the page and scrolls it away.
 */
export function fitAboveKeyboard() {
  const seen = window.visualViewport;
  if (!seen) {
    return;
  }
  const fit = () => {
    // Zoomed in, the seen part is small for another reason.
    const covered = seen.scale === 1 ? Math.round(innerHeight - seen.height) : 0;
    document.body.style.setProperty('--keyboard', `${Math.max(0, covered)}px`);
    if (covered > 0) {
      scrollTo(0, 0);
    }
  };
  seen.addEventListener('resize', fit);
  seen.addEventListener('scroll', fit);
}
