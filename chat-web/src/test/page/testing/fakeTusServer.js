/** A client of a tus server in memory, which fails as a test says. */
export class FakeTusServer {
  names = [];
  offsets = [];
  cancelled = [];
  #uploads = new Map();
  #refusal = null;
  #cut = null;
  #held = false;

  /** The next request is refused. */
  refuse(failure) {
    this.#refusal = failure;
  }

  /** The next piece is cut after so many bytes. */
  failAfter(bytes, failure) {
    this.#cut = { bytes, failure };
  }

  /** The next piece gets no answer until it is aborted. */
  hold() {
    this.#held = true;
  }

  textOf(id) {
    return this.#uploads.get(`/files/${id}`);
  }

  async create({ name }) {
    if (this.#refusal) {
      return this.#takeRefusal();
    }
    this.names.push(name);
    const address = `/files/F${this.names.length}`;
    this.#uploads.set(address, '');
    return { address };
  }

  async offset(address) {
    const text = this.#uploads.get(address);
    return text === undefined
      ? { failure: { status: 404, code: '', reason: '', retryAfter: 0 } }
      : { offset: text.length };
  }

  async send(address, bytes, offset, progressed, signal) {
    this.offsets.push(offset);
    if (this.#held) {
      this.#held = false;
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      return { failure: { status: 0, code: '', reason: '', retryAfter: 0 } };
    }
    const { bytes: taken, failure } = this.#cut ?? { bytes: bytes.size - offset };
    this.#cut = null;
    const text = this.#uploads.get(address) + (await bytes.slice(offset, offset + taken).text());
    this.#uploads.set(address, text);
    progressed(text.length);
    return failure ? { failure } : { offset: text.length };
  }

  cancel(address) {
    this.cancelled.push(address);
  }

  #takeRefusal() {
    const failure = this.#refusal;
    this.#refusal = null;
    return { failure };
  }
}
