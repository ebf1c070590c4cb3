/**
 * Opens pictures in the viewer, which is loaded with the first one.
 *
 * @import { Picture } from './pictures.js'
 */

import { openLayer } from '../ui/layers.js';
import { savesData } from '../ui/savesData.js';

/**
 * @typedef {new (pictures: Picture[], context: {openLayer: typeof openLayer, savesData: boolean}) => {open: (id: string) => void}} ViewerClass
 */

/**
 * @param {string} id the file's
 * @param {Picture[]} pictures those that can be reached from there
 * @param {() => Promise<{Viewer: ViewerClass}>} load
 */
export async function openPicture(id, pictures, load) {
  try {
    const { Viewer } = await load();
    new Viewer(pictures, { openLayer, savesData: savesData() }).open(id);
  } catch {
    // A page whose server was updated meanwhile finds the viewer no longer.
    window.open(`/files/${id}`, '_blank', 'noopener');
  }
}
