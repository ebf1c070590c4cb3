/** A storage in memory. */
export class FakeStorage {
  values = new Map();

  store(key, value) {
    this.values.set(key, JSON.stringify(value));
  }

  load(key) {
    return JSON.parse(this.values.get(key) ?? 'null');
  }

  remove(key) {
    this.values.delete(key);
  }

  keysWithPrefix(prefix) {
    return [...this.values.keys()].filter((key) => key.startsWith(prefix));
  }
}
