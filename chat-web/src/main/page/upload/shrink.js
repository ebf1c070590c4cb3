/**
 * Makes pictures smaller before they are sent, where that loses nothing that one sees: large photographs, and those in
 * a format that few browsers show.
 */

/** 2,560 px, because hardly any screen shows more at once. */
const LONGEST_SIDE = 2_560;
const QUALITY = 0.85;
/** What an animated picture has within its first 64 KiB. */
const ANIMATED = /acTL|ANIM/;
const HEAD_BYTES = 65_536;

const SHRINKABLE = /^image\/(jpeg|png|webp|heic|heif)$/;
/** Shown by one browser only. */
const RARE = /^image\/hei[cf]$/;
const TRANSPARENT = /^image\/(png|webp)$/;

/**
 * @typedef {object} Measured
 * @property {File | null} smaller null where it stays as it is
 * @property {number} [width] of the original, in pixels; missing where it is no picture that this browser shows
 * @property {number} [height]
 */

/**
 * @param {File} file
 * @returns {Promise<Measured>}
 */
export async function shrink(file) {
  const picture = file.type.startsWith('image/') ? await createImageBitmap(file).catch(() => null) : null;
  if (!picture) {
    return { smaller: null };
  }
  const { width, height } = picture;
  const smaller = (await mayShrink(file, width, height)) ? await redrawn(file, picture).catch(() => null) : null;
  picture.close();
  return { smaller: smaller && smaller.size < file.size ? smaller : null, width, height };
}

/**
 * The size of a picture once it is made smaller.
 *
 * @param {{width: number, height: number}} size
 */
export function fitted({ width, height }, longest = LONGEST_SIDE) {
  const scale = Math.min(1, longest / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/**
 * @param {File} file
 * @param {number} width
 * @param {number} height
 */
async function mayShrink(file, width, height) {
  const large = Math.max(width, height) > LONGEST_SIDE || RARE.test(file.type);
  return large && SHRINKABLE.test(file.type) && !ANIMATED.test(await file.slice(0, HEAD_BYTES).text());
}

/**
 * @param {File} file
 * @param {ImageBitmap} picture
 * @returns {Promise<File | null>} null where parts of it are transparent, which JPEG cannot be
 */
async function redrawn(file, picture) {
  const { width, height } = fitted(picture);
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (!context) {
    return null;
  }
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, 0, 0, width, height);
  if (TRANSPARENT.test(file.type) && isTransparent(context.getImageData(0, 0, width, height).data)) {
    return null;
  }
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: QUALITY });
  return new File([blob], file.name.replace(/\.\w{1,5}$|$/, '.jpg'), { type: blob.type });
}

/** @param {Uint8ClampedArray} pixels */
function isTransparent(pixels) {
  for (let index = 3; index < pixels.length; index += 4) {
    if (pixels[index] < 255) {
      return true;
    }
  }
  return false;
}
