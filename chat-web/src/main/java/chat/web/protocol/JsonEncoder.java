package chat.web.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Encodes one JSON value after the other with the same generator. Two thirds of the garbage of a
 * small object were a new generator. For one thread at a time.
 */
final class JsonEncoder {
  private final Output output = new Output();
  private final JsonGenerator json;

  JsonEncoder(JsonFactory factory) {
    try {
      json = factory.createGenerator(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // Jackson would write a space before all values but the first.
    json.setRootValueSeparator(null);
  }

  /**
   * Encodes one value as UTF-8. An encoder whose body has thrown something is of no more use, since
   * its generator is in the middle of a value.
   */
  byte[] encode(Json.Body value) {
    try {
      value.writeTo(json);
      json.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return output.take();
  }

  /** Grows to the size of what is written first, which most values are as a whole. */
  private static final class Output extends ByteArrayOutputStream {
    private static final byte[] NOTHING = {};

    Output() {
      super(0);
    }

    byte[] take() {
      byte[] bytes = count == buf.length ? buf : toByteArray();
      buf = NOTHING;
      count = 0;
      return bytes;
    }
  }
}
