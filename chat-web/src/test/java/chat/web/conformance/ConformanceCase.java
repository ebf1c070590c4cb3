package chat.web.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/**
 * A case of the conformance run.
 *
 * @param section of RFC 6455
 * @param writes the bytes that the client sends, one TCP write each
 * @param messages the frames of {@code chat.v1} that the room takes, in this order; on the plain
 *     dialect they are texts like any other
 * @param refusals the codes of the messages that both dialects refuse
 * @param pongs the payloads that the server sends back, in this order
 * @param closeCode the code of the server's close frame
 */
record ConformanceCase(
    String section,
    String name,
    List<byte[]> writes,
    List<String> messages,
    List<String> refusals,
    List<byte[]> pongs,
    int closeCode,
    Ending ending) {
  /** How a connection ends. TCP ends by a FIN of the server, at once. */
  enum Ending {
    /** It goes on, until the client closes it. */
    STAYS_OPEN,
    /** The server closes it, and the end of TCP comes with the client's close frame. */
    WITH_THE_ANSWER,
    /** The client sends a FIN behind its bytes, so the end of TCP comes with the close frame. */
    AFTER_FIN,
    /** The client's close frame is in already, so the end of TCP comes with the server's. */
    AT_ONCE
  }

  @Override
  public String toString() {
    return section + " " + name;
  }

  /** Begins a case. */
  static Row row(String section, String name) {
    return new Row(section, name, List.of(), List.of(), List.of(), List.of());
  }

  /** A frame of {@code chat.v1} that says something. */
  static String say(String id, String text) {
    return "{\"type\":\"say\",\"id\":\"" + id + "\",\"text\":\"" + text + "\"}";
  }

  static String say(String text) {
    return say("1", text);
  }

  /** A frame of {@code chat.v1} with so many bytes. */
  static String sized(int bytes) {
    String say = say("sized");
    return say + " ".repeat(bytes - say.length());
  }

  /** The beginning of a row of the table. */
  record Row(
      String section,
      String name,
      List<byte[]> writes,
      List<String> messages,
      List<String> refusals,
      List<byte[]> pongs) {
    Row sends(byte[]... frames) {
      return new Row(section, name, List.of(frames), messages, refusals, pongs);
    }

    Row says(String... taken) {
      return new Row(section, name, writes, List.of(taken), refusals, pongs);
    }

    Row isRefused(String... codes) {
      return new Row(section, name, writes, messages, List.of(codes), pongs);
    }

    Row pongs(byte[]... payloads) {
      return new Row(section, name, writes, messages, refusals, List.of(payloads));
    }

    Row pongs(String payload) {
      return pongs(payload.getBytes(UTF_8));
    }

    ConformanceCase staysOpen() {
      return ends(1000, Ending.STAYS_OPEN);
    }

    /** The server closes the connection. */
    ConformanceCase fails(int code) {
      return ends(code, Ending.WITH_THE_ANSWER);
    }

    /** The same, where the client sends a FIN behind its bytes. */
    ConformanceCase failsAfterFin(int code) {
      return ends(code, Ending.AFTER_FIN);
    }

    /** The bytes have a close frame of the client, a malformed one maybe. */
    ConformanceCase closes(int code) {
      return ends(code, Ending.AT_ONCE);
    }

    private ConformanceCase ends(int code, Ending ending) {
      return new ConformanceCase(section, name, writes, messages, refusals, pongs, code, ending);
    }
  }
}
