/**
 * Keeps the page above a phone's keyboard. Most browsers shrink the page themselves, as its viewport element asks them
 * to; Safari lays its keyboard over the page and scrolls it away.
 */
export function fitAboveKeyboard() {
  const viewport = window.visualViewport;
  if (!viewport) {
    return;
  }
  const fit = () => {
    // Zoomed in, the visible part is small for another reason.
    const covered = viewport.scale === 1 ? Math.round(innerHeight - viewport.height) : 0;
    document.body.style.setProperty('--keyboard', `${Math.max(0, covered)}px`);
    if (covered > 0) {
      scrollTo(0, 0);
    }
  };
  viewport.addEventListener('resize', fit);
  viewport.addEventListener('scroll', fit);
}
