/**
 * A value that is made when it is needed for the first time. For the formatters of Intl: each takes up to 80 ms on a
 * slow phone, which would be before the page connects.
 *
 * @template T
 * @param {() => T} make
 * @returns {() => T}
 */
export function lazily(make) {
  /** @type {T | undefined} */
  let made;
  return () => {
    made ??= make();
    return made;
  };
}
