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
/** @type {(() => void)[]} what is done once the entry is left */
const waiting = [];

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
  settle();
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

/**
 * Closes all layers, and calls back once their entry of the history is left: going to a fragment of this page before
 * would be undone by going back.
 *
 * @param {() => void} left
 */
export function leaveLayers(left) {
  waiting.push(left);
  for (const { close } of layers.splice(0).reverse()) {
    close();
  }
  leaveSoon();
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
    settle();
  }, 0);
}

function settle() {
  if (!entered && !leaving) {
    for (const action of waiting.splice(0)) {
      action();
    }
  }
}

function isEntry() {
  return history.state?.layer === true;
}
