package chat.web.delivery;

import static java.nio.charset.StandardCharsets.US_ASCII;

import chat.web.protocol.CloseCodes;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Each text is the data of one server-sent event (HTML Standard, section 9.2); that of an entry has
 * its cursor as the id. The texts have no line breaks, because they are JSON.
 */
final class EventFraming implements Framing {
  private static final byte[] DATA = "data: ".getBytes(US_ASCII);
  private static final int END = 2;

  private final byte[] idStart;

  /**
   * @param epoch of the room's numbering
   */
  EventFraming(String epoch) {
    idStart = ("id: " + epoch + '.').getBytes(US_ASCII);
  }

  @Override
  public int length(byte[] text, long seq) {
    return idLength(seq) + DATA.length + text.length + END;
  }

  private int idLength(long seq) {
    return seq == NO_ENTRY ? 0 : idStart.length + digits(seq) + 1;
  }

  private static int digits(long seq) {
    int digits = 1;
    for (long rest = seq / 10; rest > 0; rest /= 10) {
      digits++;
    }
    return digits;
  }

  @Override
  public void put(byte[] into, int at, byte[] text, long seq) {
    int next = at;
    if (seq != NO_ENTRY) {
      System.arraycopy(idStart, 0, into, next, idStart.length);
      next = putNumber(into, next + idStart.length, seq);
      into[next++] = '\n';
    }
    System.arraycopy(DATA, 0, into, next, DATA.length);
    next += DATA.length;
    System.arraycopy(text, 0, into, next, text.length);
    next += text.length;
    into[next] = '\n';
    into[next + 1] = '\n';
  }

  /** Writes the digits of a number; returns the index after them. */
  private static int putNumber(byte[] into, int at, long number) {
    int end = at + digits(number);
    long rest = number;
    for (int i = end - 1; i >= at; i--) {
      into[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    return end;
  }

  @Override
  public Optional<byte[]> ping() {
    return Optional.empty();
  }

  /** An event {@code close}; without a wait the client does not come back by itself. */
  @Override
  public byte[] close(int code) {
    StringBuilder event = new StringBuilder("event: close\n");
    if (CloseCodes.isFinal(code)) {
      event.append("data: {\"code\":").append(code).append("}\n\n");
    } else {
      int wait = ThreadLocalRandom.current().nextInt(CloseCodes.MAX_WAIT_MILLIS);
      event.append("retry: ").append(wait);
      event.append("\ndata: {\"code\":").append(code).append(",\"wait\":").append(wait);
      event.append("}\n\n");
    }
    return event.toString().getBytes(US_ASCII);
  }
}
