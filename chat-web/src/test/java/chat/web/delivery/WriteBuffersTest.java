package chat.web.delivery;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WriteBuffersTest {
  private final WriteBuffers buffers = new WriteBuffers(16, 1);
  private final List<String> written = new ArrayList<>();
  private Runnable duringWrite = () -> {};
  private final TimedWriter socket = new TimedWriter(new Recorder());

  /** Runs something in the first write, before it takes the bytes. */
  private final class Recorder implements DataWriter {
    @Override
    public void write(BufferData... parts) {
      throw new AssertionError("written later");
    }

    @Override
    public void write(BufferData part) {
      throw new AssertionError("written later");
    }

    @Override
    public void writeNow(BufferData... parts) {
      throw new AssertionError("written in parts");
    }

    @Override
    public void writeNow(BufferData bytes) {
      Runnable first = duringWrite;
      duringWrite = () -> {};
      first.run();
      written.add(bytes.readString(bytes.available(), US_ASCII));
    }
  }

  private void write(String first, String second) {
    byte[] shared = ("__" + second + "__").getBytes(US_ASCII);
    buffers.write(socket, first.getBytes(US_ASCII), shared, 2, second.length());
  }

  @Test
  void joinsTwoPiecesIntoOneWrite() {
    write("own", "shared");
    write("longer", "than that");
    write("a", "b");
    assertThat(written).containsExactly("ownshared", "longerthan that", "ab");
  }

  @Test
  void aWriteThatHangsKeepsItsBytes() {
    duringWrite = () -> write("another", "client");
    write("own", "shared");
    assertThat(written).containsExactly("anotherclient", "ownshared");
  }

  @Test
  void aBufferIsUsableAfterAFailedWrite() {
    duringWrite =
        () -> {
          throw new IllegalStateException("reset by peer");
        };
    assertThatThrownBy(() -> write("own", "shared")).isInstanceOf(IllegalStateException.class);
    write("other", "words");
    assertThat(written).containsExactly("otherwords");
  }
}
