/**
 * What an eye or a finger would stumble over in the page as it is now, in sentences.
 *
 * finger: whether there is nothing to point with but a finger; people: whether to try every colour that somebody could
 * be given, not those alone whom the page shows.
 */
({ finger, people }) => {
  const LEAST_CONTRAST = 4.5;
  /** In pixels; a little less, as boxes lie between them. */
  const LEAST_TARGET = 43.9;

  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const known = new Map();

  /** A colour of the style sheet as the browser paints it: red, green, blue, and how much of it, from 0 to 1. */
  const painted = (colour) => {
    if (!known.has(colour)) {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      known.set(colour, [...canvas.getImageData(0, 0, 1, 1).data].map((part) => part / 255));
    }
    return known.get(colour);
  };
  const mixed = (below, above, share) => below.map((part, index) => part * (1 - share) + above[index] * share);
  const over = (below, [red, green, blue, share]) => mixed(below, [red, green, blue], share);

  /** The background of an element's words and their colour, through all elements around it. */
  const layers = ([style, ...inner], below) => {
    const ground = over(below, painted(style.backgroundColor));
    const [back, ink] = inner.length > 0 ? layers(inner, ground) : [ground, over(ground, painted(style.color))];
    const share = Number(style.opacity);
    return [mixed(below, back, share), mixed(below, ink, share)];
  };
  const linear = (part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  const luminance = ([red, green, blue]) => 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  const contrast = (element) => {
    const styles = [];
    for (let outer = element; outer; outer = outer.parentElement) {
      styles.unshift(getComputedStyle(outer));
    }
    const [dark, light] = layers(styles, painted('canvas').slice(0, 3)).map(luminance).sort((one, other) => one - other);
    return (light + 0.05) / (dark + 0.05);
  };

  const seen = (element) => {
    const { width, height, bottom } = element.getBoundingClientRect();
    return width > 1 && height > 1 && bottom > 0 && element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  };
  const all = (selector) =>
    [...document.querySelectorAll(selector)].filter((element) => !element.closest('[inert], :disabled') && seen(element));
  const told = (fault) => (element) => `${fault}: ${element.outerHTML.slice(0, 160)}`;

  const says = (element) => [...element.childNodes].some(({ nodeType, data }) => nodeType === Node.TEXT_NODE && data.trim());
  const pale = (element) => contrast(element) < LEAST_CONTRAST;
  const wide = (element) => element.scrollWidth > element.clientWidth + 1;
  const cut = (element) => {
    const { overflowX, textOverflow, whiteSpaceCollapse } = getComputedStyle(element);
    return overflowX === 'hidden' && textOverflow === 'clip' && whiteSpaceCollapse !== 'break-spaces' && says(element) && wide(element);
  };
  const small = (element) => {
    const { width, height } = (element.closest('label') ?? element).getBoundingClientRect();
    return Math.min(width, height) < LEAST_TARGET;
  };

  /** Words in every colour that a person can have. */
  const paleNames = () =>
    Array.from({ length: 360 }, (_, hue) => hue).flatMap((hue) => {
      document.querySelectorAll('[style*="--hue"]').forEach((element) => element.style.setProperty('--hue', hue));
      return all('.who, .avatar').filter(pale).map(told(`in hue ${hue} it is pale`));
    });

  const controls = all('button, input, select, textarea, a[href], [role=option]').filter(
    (element) => !element.closest(':is(.text, .preview) a'),
  );
  return [
    ...all('body *').filter((element) => says(element) && pale(element)).map(told('is pale')),
    ...[document.documentElement, ...all('#scroller, dialog, .sheet-body, .search')].filter(wide).map(told('scrolls sideways')),
    ...all('button, a.act').filter(wide).map(told('is wider than its button')),
    ...all('body *').filter(cut).map(told('is cut off')),
    ...(finger ? controls.filter(small).map(told('is too small for a finger')) : []),
    ...(people ? paleNames() : []),
  ];
};
