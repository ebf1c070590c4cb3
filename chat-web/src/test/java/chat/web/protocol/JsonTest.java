package chat.web.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Encoders are used again: no object may have anything of the one before. */
class JsonTest {
  private static String number(int value) {
    return string(json -> json.writeNumberField("n", value));
  }

  private static String string(Json.Body body) {
    return new String(Json.object(body), UTF_8);
  }

  @Test
  void oneObjectAfterTheOther() {
    List<byte[]> objects =
        Stream.of(1, 22, 333).map(n -> Json.object(json -> json.writeNumberField("n", n))).toList();
    assertThat(objects)
        .extracting(bytes -> new String(bytes, UTF_8))
        .containsExactly("{\"n\":1}", "{\"n\":22}", "{\"n\":333}");
  }

  @Test
  void anObjectLongerThanEveryBuffer() {
    String text = "words ".repeat(20_000);
    assertThat(string(json -> json.writeStringField("text", text)))
        .isEqualTo("{\"text\":\"" + text + "\"}");
    assertThat(number(1)).isEqualTo("{\"n\":1}");
  }

  @Test
  void anObjectThatIsEncodedWhileAnotherIs() {
    assertThat(string(json -> json.writeStringField("inner", number(1))))
        .isEqualTo("{\"inner\":\"{\\\"n\\\":1}\"}");
  }

  @Test
  void anObjectThatFailsLeavesNothingBehind() {
    Json.Body failing =
        json -> {
          json.writeObjectFieldStart("half");
          throw new IOException("no more");
        };
    assertThatThrownBy(() -> Json.object(failing)).isInstanceOf(UncheckedIOException.class);
    // As many as there may be spare encoders.
    for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors() + 1; i++) {
      assertThat(number(i)).isEqualTo("{\"n\":" + i + "}");
    }
  }
}
