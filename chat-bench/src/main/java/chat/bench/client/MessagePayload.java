package chat.bench.client;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Format of a message's text: sender, sequence number, time at which it was due, and a filler that
 * depends on these three. A receiver can read all of them, and detect that the text was altered.
 * Written and read without allocation, eight bytes at a time.
 *
 * <pre>
 * ~:MARK:~ qqqqqqqq sssstttt tttttttt filler…      each letter holds four bits, as one of 'A' … 'P'
 * </pre>
 *
 * <p>No '@', because a server would look for mentions in each text, which people rarely have.
 */
public final class MessagePayload {
  /** The length of a text without filler. */
  public static final int MIN_SIZE = 32;

  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long MARKER = 0x7E3A4B52414D3A7EL;
  private static final long HIGH_HALVES = 0xF0F0F0F0F0F0F0F0L;
  private static final long FIRST_LETTERS = 0x4141414141414141L;
  private static final int PHASES = 32;
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz012345";

  private final int filler;
  private final byte[] letters;

  /**
   * @param size the length of each text, in bytes
   */
  public MessagePayload(int size) {
    if (size < MIN_SIZE) {
      throw new IllegalArgumentException("A marked text has at least " + MIN_SIZE + " bytes");
    }
    filler = size - MIN_SIZE;
    letters = new byte[filler + PHASES];
    for (int i = 0; i < letters.length; i++) {
      letters[i] = (byte) LETTERS.charAt(i % PHASES);
    }
  }

  public int size() {
    return MIN_SIZE + filler;
  }

  /**
   * Writes a text.
   *
   * @param nanos when the message was due, since a moment that the caller chooses; 48 bits, three
   *     days
   */
  public void write(byte[] into, int at, int sender, int seq, long nanos) {
    WORD.set(into, at, MARKER);
    WORD.set(into, at + 8, encode(seq));
    WORD.set(into, at + 16, encode(sender << 16 | (int) (nanos & 0xFFFF)));
    WORD.set(into, at + 24, encode((int) (nanos >>> 16)));
    System.arraycopy(letters, phase(sender, seq, nanos), into, at + MIN_SIZE, filler);
  }

  /**
   * Finds the first text of this format in a payload.
   *
   * @param guess the index that is tried first
   * @return the index of the text, or -1 if there is none
   */
  public static int find(ByteBuffer in, int from, int to, int guess) {
    int last = to - MIN_SIZE;
    if (guess >= from && guess <= last && in.getLong(guess) == MARKER) {
      return guess;
    }
    for (int at = from; at <= last; at++) {
      if (in.getLong(at) == MARKER) {
        return at;
      }
    }
    return -1;
  }

  public static int seq(ByteBuffer in, int at) {
    return decode(in.getLong(at + 8));
  }

  public static int sender(ByteBuffer in, int at) {
    return decode(in.getLong(at + 16)) >>> 16;
  }

  public static long nanos(ByteBuffer in, int at) {
    return (decode(in.getLong(at + 16)) & 0xFFFFL)
        | (decode(in.getLong(at + 24)) & 0xFFFFFFFFL) << 16;
  }

  /** Whether the text at {@code at}, which has to end at or before {@code to}, is unaltered. */
  public boolean isIntact(ByteBuffer in, int at, int to) {
    if (at + size() > to
        || !isEncoded(in, at + 8)
        || !isEncoded(in, at + 16)
        || !isEncoded(in, at + 24)) {
      return false;
    }
    int phase = phase(sender(in, at), seq(in, at), nanos(in, at));
    int start = at + MIN_SIZE;
    int i = 0;
    for (; i + 8 <= filler; i += 8) {
      if (in.getLong(start + i) != (long) WORD.get(letters, phase + i)) {
        return false;
      }
    }
    for (; i < filler; i++) {
      if (in.get(start + i) != letters[phase + i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean isEncoded(ByteBuffer in, int at) {
    return ((in.getLong(at) - FIRST_LETTERS) & HIGH_HALVES) == 0;
  }

  // The offset of the filler in the alphabet: an altered number no longer fits its filler.
  private static int phase(int sender, int seq, long nanos) {
    long mixed = nanos ^ (long) seq << 17 ^ (long) sender << 48;
    // XOR of all groups of five bits, because then one altered bit always alters the result.
    mixed ^= mixed >>> 40;
    mixed ^= mixed >>> 20;
    mixed ^= mixed >>> 10;
    mixed ^= mixed >>> 5;
    return (int) mixed & (PHASES - 1);
  }

  /** Encodes eight half bytes as eight letters. */
  private static long encode(int value) {
    long word = value & 0xFFFFFFFFL;
    word = (word | word << 16) & 0x0000FFFF0000FFFFL;
    word = (word | word << 8) & 0x00FF00FF00FF00FFL;
    word = (word | word << 4) & 0x0F0F0F0F0F0F0F0FL;
    return word + FIRST_LETTERS;
  }

  /** Decodes eight letters to eight half bytes. */
  private static int decode(long letters) {
    long word = (letters - FIRST_LETTERS) & 0x0F0F0F0F0F0F0F0FL;
    word = (word | word >>> 4) & 0x00FF00FF00FF00FFL;
    word = (word | word >>> 8) & 0x0000FFFF0000FFFFL;
    return (int) (word | word >>> 16);
  }
}
