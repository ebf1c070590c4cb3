package chat.web.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts as they are framed for each format of a stream. */
class FramingTest {
  private static final Framing EVENTS = StreamFormat.EVENTS.framing("e-1");
  private static final Framing LINES = StreamFormat.LINES.framing("e-1");

  private static String frame(Framing framing, String text, long seq) {
    return new String(framing.frame(text.getBytes(UTF_8), seq), UTF_8);
  }

  @Test
  void eventsOfEntriesHaveTheirCursor() {
    assertThat(frame(EVENTS, "{}", Framing.NO_ENTRY)).isEqualTo("data: {}\n\n");
    for (long seq : new long[] {0, 1, 9, 10, 99, 1_000_000, Long.MAX_VALUE}) {
      assertThat(frame(EVENTS, "{}", seq)).isEqualTo("id: e-1." + seq + "\ndata: {}\n\n");
    }
  }

  @Test
  void closeSaysWhetherAClientMayComeBack() {
    assertThat(new String(EVENTS.close(4002), UTF_8))
        .isEqualTo("event: close\ndata: {\"code\":4002}\n\n");
    assertThat(new String(EVENTS.close(1012), UTF_8))
        .matches("event: close\nretry: (\\d{1,4})\ndata: \\{\"code\":1012,\"wait\":\\1}\n\n");
    assertThat(LINES.close(1012)).isEmpty();
  }

  @Test
  void furtherLinesBeginWithATab() {
    assertThat(frame(LINES, "Ann:a", 1)).isEqualTo("Ann:a\n");
    assertThat(frame(LINES, "Ann:a\nBob:b\n\nc", 1)).isEqualTo("Ann:a\n\tBob:b\n\t\n\tc\n");
    assertThat(frame(LINES, "Ann:\u2028Bob:b\u2029c\u20272\u202a", 1))
        .isEqualTo("Ann:\u2028\tBob:b\u2029\tc\u20272\u202a\n");
  }

  @ParameterizedTest
  @EnumSource(StreamFormat.class)
  void frameIsAsLongAsIsSaid(StreamFormat format) {
    byte[] text = "a\nb".getBytes(UTF_8);
    Framing framing = format.framing("e");
    byte[] into = new byte[framing.length(text, 7) + 2];
    framing.put(into, 1, text, 7);
    assertThat(into).startsWith((byte) 0).endsWith((byte) 0);
    assertThat(into).containsSequence(framing.frame(text, 7));
  }

  @ParameterizedTest
  @ValueSource(strings = {"EVENTS", "LINES"})
  void clientsThatOnlyReadAreNotPinged(StreamFormat format) {
    assertThat(format.framing("e").ping()).isEmpty();
    assertThat(StreamFormat.WEB_SOCKET.framing("e").ping()).isPresent();
  }
}
