package chat.web.conformance;

import chat.web.testing.JsonText;
import java.util.List;
import java.util.Map;

/** A dialect, with its answers to the messages of a case. */
enum TestDialect {
  PLAIN {
    private static final int MAX_TEXT = 4_096;

    @Override
    List<String> headers() {
      return List.of();
    }

    @Override
    String lastOfOpening() {
      return "】进入了聊天室";
    }

    @Override
    void sort(String line, Received received) {
      if (line.startsWith(NICKNAME + ":")) {
        received.said().add(line.substring(NICKNAME.length() + 1));
      } else if (line.startsWith("! ")) {
        received.refusals().add("!");
      } else {
        throw new AssertionError("not expected: " + line);
      }
    }

    @Override
    void addSaid(String message, Received expected) {
      if (message.codePointCount(0, message.length()) > MAX_TEXT) {
        addRefused("too-long", expected);
      } else {
        expected.said().add(message);
      }
    }

    @Override
    void addRefused(String code, Received expected) {
      expected.refusals().add("!");
    }
  },

  CHAT_V1 {
    @Override
    List<String> headers() {
      return List.of("Sec-WebSocket-Protocol: chat.v1");
    }

    @Override
    String lastOfOpening() {
      return "\"type\":\"joined\"";
    }

    @Override
    void sort(String json, Received received) {
      Map<String, Object> frame = JsonText.read(json);
      switch ((String) frame.get("type")) {
        case "said" -> received.said().add((String) frame.get("text"));
        case "ack" -> received.acks().add((String) frame.get("id"));
        case "refused" -> received.refusals().add((String) frame.get("code"));
        default -> throw new AssertionError("not expected: " + json);
      }
    }

    @Override
    void addSaid(String message, Received expected) {
      Map<String, Object> frame = JsonText.read(message);
      expected.said().add((String) frame.get("text"));
      expected.acks().add((String) frame.get("id"));
    }

    @Override
    void addRefused(String code, Received expected) {
      expected.refusals().add(code);
    }
  };

  static final String NICKNAME = "Ann";

  /** More lines of the handshake. */
  abstract List<String> headers();

  /** A part of the last text that a client receives without having sent anything. */
  abstract String lastOfOpening();

  /** Sorts a text from the server. */
  abstract void sort(String text, Received received);

  /** Adds what comes back for a message that the room takes. */
  abstract void addSaid(String message, Received expected);

  abstract void addRefused(String code, Received expected);

  /** All that comes back in a case, but the close frame. */
  final Received expected(ConformanceCase rfc) {
    Received expected = new Received();
    rfc.messages().forEach(message -> addSaid(message, expected));
    rfc.refusals().forEach(code -> addRefused(code, expected));
    rfc.pongs().forEach(expected::addPong);
    return expected;
  }
}
