package chat.web.conformance;

import static chat.web.testing.ClientFrames.chopped;
import static chat.web.testing.ClientFrames.join;
import static org.assertj.core.api.Assertions.assertThat;

import chat.web.session.ClientFrame;
import io.helidon.common.buffers.DataReader;
import io.helidon.websocket.WsCloseException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** RFC 6455, section 5: frames are the same in whatever pieces TCP delivers them. */
class ChoppedFramesTest {
  private static final int MAX_FRAME = 65_536;

  static Stream<ConformanceCase> cases() {
    return ConformanceTest.table();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void framesAreReadAlikeInOnePieceAndByteByByte(ConformanceCase rfc) {
    byte[] sent = join(rfc.writes().toArray(byte[][]::new));
    List<String> whole = frames(sent.length, sent);
    assertThat(whole).isNotEmpty();
    assertThat(frames(1, sent)).isEqualTo(whole);
    assertThat(frames(3, sent)).isEqualTo(whole);
  }

  /** The payloads of all frames up to a malformed one, and the code to close with. */
  private static List<String> frames(int pieceSize, byte[] sent) {
    Iterator<byte[]> pieces = List.of(chopped(pieceSize, sent)).iterator();
    DataReader data = DataReader.create(() -> pieces.hasNext() ? pieces.next() : null);
    List<String> frames = new ArrayList<>();
    try {
      while (true) {
        frames.add(HexFormat.of().formatHex(ClientFrame.read(data, MAX_FRAME).payload()));
      }
    } catch (WsCloseException e) {
      frames.add("close " + e.closeCode());
    } catch (DataReader.InsufficientDataAvailableException e) {
      frames.add("end");
    }
    return frames;
  }
}
