package chat.client;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/** An event of a room, of which a client is notified. */
public sealed interface Event {
  /**
   * An entry of the room. Entries come by rising {@code seq}, without a hole, each once: all that
   * follow a {@link Connected} that is resumed, or the {@link History} after one that is not.
   */
  sealed interface Entry extends Event {
    long seq();
  }

  /**
   * The client is in the room, for the first time or again.
   *
   * @param resumed the entries that were missed follow; else a {@link History} follows
   * @param members at most 200 of those present
   * @param count how many are present
   */
  record Connected(Person you, Cursor cursor, boolean resumed, List<Person> members, int count)
      implements Event {
    public Connected {
      members = List.copyOf(members);
    }
  }

  /**
   * The latest messages, because no cursor was given, or nothing can follow it any more: too much
   * was missed, or the room has a new numbering.
   *
   * @param more there are older ones
   */
  record History(List<Message> messages, boolean more) implements Event {
    public History {
      messages = List.copyOf(messages);
    }
  }

  /**
   * A message.
   *
   * @param text empty when it was deleted since
   * @param re the message that it answers
   * @param id the sender's own
   */
  record Said(
      long seq,
      Instant at,
      Person from,
      String text,
      OptionalLong re,
      String id,
      boolean deleted,
      List<SharedFile> files)
      implements Entry {
    public Said {
      files = List.copyOf(files);
    }
  }

  /**
   * A message has a new text.
   *
   * @param of the number of the message
   */
  record Edited(long seq, Instant at, long of, Person by, String text) implements Entry {}

  /** A message was deleted, by its author or the owner. */
  record Deleted(long seq, Instant at, long of, Person by) implements Entry {}

  /** A reaction was added, or taken away. */
  record Reacted(long seq, Instant at, long of, Person by, String emoji, boolean on)
      implements Entry {}

  /** A message was pinned, or is no longer. */
  record Pinned(long seq, Instant at, long of, Person by, boolean on) implements Entry {}

  /** An entry of a kind that this version does not know. */
  record Other(long seq, String type) implements Entry {}

  /**
   * Members have come or gone. Not an entry: none is sent again after a fault.
   *
   * @param count how many are present now
   */
  record Presence(List<Person> joined, List<Person> left, int count) implements Event {
    public Presence {
      joined = List.copyOf(joined);
      left = List.copyOf(left);
    }
  }

  /**
   * The connection has ended, and the client comes back.
   *
   * @param pause until it tries
   */
  record Disconnected(String reason, Duration pause) implements Event {}
}
