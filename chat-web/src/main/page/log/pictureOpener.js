/**
 * Opens pictures in the viewer, which is loaded with the first one.
 *
 * @import { Message } from '../model/types.js'
 * @import { Picture } from './pictures.js'
 */

import { openLayer } from '../ui/layers.js';
import { savesData } from '../ui/savesData.js';

/**
 * @typedef {new (pictures: Picture[], context: {openLayer: typeof openLayer, savesData: boolean}) => {open: (id: string) => void, remove: (ids: string[]) => void}} ViewerClass
 */

/** @type {{remove: (ids: string[]) => void} | null} the latest viewer, which may be closed */
let current = null;

/**
 * A message is deleted: its pictures are shown no longer.
 *
 * @param {Message | undefined} message as it was
 */
export const hidePictures = (message) => current?.remove((message?.files ?? []).map(({ id }) => id));

/**
 * @param {string} id the file's
 * @param {Picture[]} pictures those that can be reached from there
 * @param {() => Promise<{Viewer: ViewerClass}>} load
 */
export async function openPicture(id, pictures, load) {
  try {
    const { Viewer } = await load();
    const viewer = new Viewer(pictures, { openLayer, savesData: savesData() });
    viewer.open(id);
    current = viewer;
  } catch {
    // A page whose server was updated meanwhile finds the viewer no longer.
    window.open(`/files/${id}`, '_blank', 'noopener');
  }
}
