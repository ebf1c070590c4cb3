package chat.bench.client;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The text of a message: who sent it, as which of its messages, when it was due, and a filler that
 * depends on the three. Whoever hears it can tell all of them, and whether it was altered. Written
 * and read without allocating, eight bytes at a time.
 *
 * <pre>
 * ~:MARK:~ qqqqqqqq sssstttt tttttttt filler…      each letter four bits, as one of '@', 'A' … 'O'
 * </pre>
 */
public final class MessagePayload {
  /** The shortest text that can be marked. */
  public static final int LENGTH = 32;

  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long SIGN = 0x7E3A4B52414D3A7EL;
  private static final long HIGH_HALVES = 0xF0F0F0F0F0F0F0F0L;
  private static final long AT_SIGNS = 0x4040404040404040L;
  private static final int PHASES = 32;
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz012345";

  private final int filler;
  private final byte[] letters;

  /**
   * @param size how long each text is, in bytes
   */
  public MessagePayload(int size) {
    if (size < LENGTH) {
      throw new IllegalArgumentException("A marked text has at least " + LENGTH + " bytes");
    }
    filler = size - LENGTH;
    letters = new byte[filler + PHASES];
    for (int i = 0; i < letters.length; i++) {
      letters[i] = (byte) LETTERS.charAt(i % PHASES);
    }
  }

  public int size() {
    return LENGTH + filler;
  }

  /**
   * Writes a text.
   *
   * @param nanos when it was due, counted from a moment of the caller's choice; 48 bits, three days
   */
  public void write(byte[] into, int at, int sender, int seq, long nanos) {
    WORD.set(into, at, SIGN);
    WORD.set(into, at + 8, spread(seq));
    WORD.set(into, at + 16, spread(sender << 16 | (int) (nanos & 0xFFFF)));
    WORD.set(into, at + 24, spread((int) (nanos >>> 16)));
    System.arraycopy(letters, phase(sender, seq, nanos), into, at + LENGTH, filler);
  }

  /**
   * Where the first marked text in a payload begins.
   *
   * @param guess where it probably begins
   * @return -1 when there is none
   */
  public static int find(ByteBuffer in, int from, int to, int guess) {
    int last = to - LENGTH;
    if (guess >= from && guess <= last && in.getLong(guess) == SIGN) {
      return guess;
    }
    for (int at = from; at <= last; at++) {
      if (in.getLong(at) == SIGN) {
        return at;
      }
    }
    return -1;
  }

  public static int seq(ByteBuffer in, int at) {
    return gather(in.getLong(at + 8));
  }

  public static int sender(ByteBuffer in, int at) {
    return gather(in.getLong(at + 16)) >>> 16;
  }

  public static long nanos(ByteBuffer in, int at) {
    return (gather(in.getLong(at + 16)) & 0xFFFFL)
        | (gather(in.getLong(at + 24)) & 0xFFFFFFFFL) << 16;
  }

  /** Whether the text at {@code at}, which has to end at or before {@code to}, is as written. */
  public boolean isWhole(ByteBuffer in, int at, int to) {
    if (at + size() > to
        || !isSpread(in, at + 8)
        || !isSpread(in, at + 16)
        || !isSpread(in, at + 24)) {
      return false;
    }
    int phase = phase(sender(in, at), seq(in, at), nanos(in, at));
    int start = at + LENGTH;
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

  private static boolean isSpread(ByteBuffer in, int at) {
    return (in.getLong(at) & HIGH_HALVES) == AT_SIGNS;
  }

  // Where the filler begins in the alphabet: a number that was altered no longer fits its filler.
  private static int phase(int sender, int seq, long nanos) {
    long mixed = nanos ^ (long) seq << 17 ^ (long) sender << 48;
    // Groups of five bits laid over each other: one bit that is altered alters the result for sure.
    mixed ^= mixed >>> 40;
    mixed ^= mixed >>> 20;
    mixed ^= mixed >>> 10;
    mixed ^= mixed >>> 5;
    return (int) mixed & (PHASES - 1);
  }

  /** Eight half bytes as eight letters. */
  private static long spread(int value) {
    long word = value & 0xFFFFFFFFL;
    word = (word | word << 16) & 0x0000FFFF0000FFFFL;
    word = (word | word << 8) & 0x00FF00FF00FF00FFL;
    word = (word | word << 4) & 0x0F0F0F0F0F0F0F0FL;
    return word | AT_SIGNS;
  }

  /** The eight half bytes of eight letters. */
  private static int gather(long letters) {
    long word = letters & 0x0F0F0F0F0F0F0F0FL;
    word = (word | word >>> 4) & 0x00FF00FF00FF00FFL;
    word = (word | word >>> 8) & 0x0000FFFF0000FFFFL;
    return (int) (word | word >>> 16);
  }
}
