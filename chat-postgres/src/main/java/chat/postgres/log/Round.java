package chat.postgres.log;

import chat.core.log.Draft;
import chat.core.log.DraftValidator;
import chat.core.log.DraftValidator.TargetMessage;
import chat.core.log.Refusal;
import chat.core.name.RoomName;
import chat.postgres.db.ArrayParameters;
import chat.postgres.entry.EntryKind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The drafts of one call of {@code keep}, validated against the messages that they are about. A
 * draft whose validation depends on the outcome of an earlier one is left for the next round, with
 * all that follow it in its room.
 */
final class Round {
  private static final String STATES =
      """
      SELECT q.room, q.target, r.last, e.author, e.text IS NULL,
          coalesce((SELECT max(x.seq) FROM entry x
            WHERE x.room = r.no AND x.target = q.target AND x.kind > 0), 0),
          ARRAY(SELECT k.emoji FROM kind k WHERE k.room = r.no AND k.message = q.target)
        FROM unnest(?::text[], ?::bigint[]) AS q(room, target)
          JOIN room r ON r.name = q.room
          LEFT JOIN entry e ON e.room = r.no AND e.seq = q.target AND e.kind = 0
      """;

  /** A draft with what was read of its message; {@code seen} is null for one about no message. */
  record Judged(Submission submission, Optional<Refusal> refusal, Long seen) {
    int kind() {
      return refusal.isPresent() ? EntryKind.REFUSED : EntryKind.of(submission.draft());
    }
  }

  private record Key(RoomName room, long target) {
    static Key of(Submission submission) {
      return new Key(submission.room(), submission.draft().target());
    }
  }

  private record State(long last, Optional<TargetMessage> message, long seen) {
    static final State NONE = new State(0, Optional.empty(), 0);
  }

  private final Map<Key, State> states = new HashMap<>();
  // The state after the earlier drafts of this round, if all of them are kept.
  private final Map<Key, Optional<TargetMessage>> expected = new HashMap<>();
  private final Set<RoomName> begun = new HashSet<>();
  private final Set<RoomName> postponed = new HashSet<>();
  private final List<Judged> judged = new ArrayList<>();

  private Round() {}

  /** Validates as many of the submissions as one round can keep; one at least. */
  static List<Judged> judge(Connection connection, List<Submission> submissions)
      throws SQLException {
    var round = new Round();
    round.read(connection, submissions);
    submissions.forEach(round::judge);
    return round.judged;
  }

  private static boolean isAboutAMessage(Submission submission) {
    return submission.refusal().isEmpty() && submission.draft().target() > 0;
  }

  private void read(Connection connection, List<Submission> submissions) throws SQLException {
    Set<Key> keys = new LinkedHashSet<>();
    submissions.stream().filter(Round::isAboutAMessage).map(Key::of).forEach(keys::add);
    if (keys.isEmpty()) {
      return;
    }
    try (PreparedStatement query = connection.prepareStatement(STATES)) {
      var arrays = new ArrayParameters<Key>(connection, query, List.copyOf(keys));
      arrays.set(1, "text", key -> key.room.value());
      arrays.set(2, "bigint", Key::target);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          String author = row.getString(4);
          Optional<TargetMessage> message =
              author == null
                  ? Optional.empty()
                  : Optional.of(new TargetMessage(author, row.getBoolean(5), kinds(row)));
          states.put(
              new Key(new RoomName(row.getString(1)), row.getLong(2)),
              new State(row.getLong(3), message, row.getLong(6)));
        }
      }
    }
  }

  private static Set<String> kinds(ResultSet row) throws SQLException {
    return new HashSet<>(Arrays.asList((String[]) row.getArray(7).getArray()));
  }

  private void judge(Submission submission) {
    RoomName room = submission.room();
    if (postponed.contains(room)) {
      return;
    }
    Draft draft = submission.draft();
    if (submission.refusal().isPresent() || (draft instanceof Draft.Say && draft.target() == 0)) {
      add(new Judged(submission, submission.refusal(), null));
      return;
    }
    Key key = Key.of(submission);
    State state = states.getOrDefault(key, State.NONE);
    Optional<TargetMessage> message = expected.getOrDefault(key, state.message);
    Optional<Refusal> refusal = DraftValidator.validate(draft, message);
    boolean mayChange =
        expected.containsKey(key) || (draft.target() > state.last && begun.contains(room));
    if (mayChange
        && (refusal.isPresent() || DraftValidator.validate(draft, state.message).isPresent())) {
      postponed.add(room);
      return;
    }
    // A message that is there stays there, which is all that an answer to it needs.
    add(new Judged(submission, refusal, draft instanceof Draft.Say ? null : state.seen));
    if (refusal.isEmpty() && message.isPresent()) {
      expected.put(key, Optional.of(after(draft, message.get())));
    }
  }

  private void add(Judged draft) {
    judged.add(draft);
    begun.add(draft.submission.room());
  }

  private static TargetMessage after(Draft draft, TargetMessage message) {
    return switch (draft) {
      case Draft.Delete delete -> new TargetMessage(message.author(), true, Set.of());
      case Draft.React react when react.on() -> {
        Set<String> kinds = new HashSet<>(message.reactions());
        kinds.add(react.emoji());
        yield new TargetMessage(message.author(), message.deleted(), kinds);
      }
      case Draft.React react -> message;
      case Draft.Pin pin -> message;
      case Draft.Edit edit -> message;
      case Draft.Say say -> message;
    };
  }
}
