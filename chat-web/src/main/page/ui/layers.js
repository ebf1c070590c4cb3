/**
 * The layers above the conversation, such as a dialog or the drawer: Back closes the topmost, instead of leaving the
 * room. While any is open, the history has one entry more for this page.
 *
 * @typedef {{close: () => void}} Layer
 */

/** @type {Layer[]} the topmost last */
const layers = [];
/** Whether the entry of the layers is the current one; also after the page was loaded again there. */
let entered = isEntry();
/** Whether this page goes back by itself, and the event is still to come. */
let leaving = false;

addEventListener('popstate', () => {
  const byItself = leaving;
  leaving = false;
  entered = isEntry();
  if (!byItself && !entered) {
    layers.pop()?.close();
  }
  if (layers.length > 0) {
    enter();
  }
});
leaveSoon();

/**
 * A layer has opened.
 *
 * @param {() => void} close closes it
 * @returns {() => void} to be called when it has closed, by Back or otherwise
 */
export function openLayer(close) {
  const layer = { close };
  layers.push(layer);
  enter();
  return () => {
    const place = layers.indexOf(layer);
    if (place >= 0) {
      layers.splice(place, 1);
      leaveSoon();
    }
  };
}

function enter() {
  if (!entered && !leaving) {
    if (location.hash) {
      // Going back to an address with a fragment would move the focus to what that names.
      history.replaceState(history.state, '', location.pathname + location.search);
    }
    history.pushState({ layer: true }, '');
    entered = true;
  }
}

/** Not at once, because another layer may open in place of the one that has closed. */
function leaveSoon() {
  setTimeout(() => {
    if (layers.length === 0 && entered && !leaving) {
      leaving = true;
      history.back();
    }
  }, 0);
}

function isEntry() {
  return history.state?.layer === true;
}
