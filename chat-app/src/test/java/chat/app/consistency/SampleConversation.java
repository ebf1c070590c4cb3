package chat.app.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import chat.app.consistency.Violation.Kind;
import chat.core.log.Cursor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The logs of a short conversation without violations, into which a test puts one. */
final class SampleConversation {
  static final String AT = "2026-11-23T10:00:00.000Z";
  static final ReceivedEntry HELLO = entry(1, "ann", "a1", new Action.Say("hello"));
  static final ReceivedEntry HI = entry(2, "bob", "b1", new Action.Say("hi"));
  static final ReceivedEntry CORRECTED = entry(3, "ann", "", new Action.Edit(1, "Hello"));
  static final ReceivedEntry LIKED = entry(4, "bob", "", new Action.React(1, "👍", true));
  static final ReceivedEntry BYE = entry(5, "ann", "a3", new Action.Say("bye"));

  final List<ClientEvent> ann = new ArrayList<>();
  final List<ClientEvent> bob = new ArrayList<>();
  final List<ClientEvent> newcomer = new ArrayList<>();

  static ReceivedEntry entry(long seq, String by, String id, Action action) {
    return new ReceivedEntry(seq, AT, by, id, action, false);
  }

  static ClientEvent received(ReceivedEntry entry) {
    return new ClientEvent.Received(entry);
  }

  static ClientEvent acknowledged(String id, long seq) {
    return new ClientEvent.Acknowledged(id, seq);
  }

  static ClientEvent welcomed(long current) {
    return new ClientEvent.Welcomed(Optional.empty(), new Cursor("E", current), false);
  }

  static ClientEvent reconnected(String epoch, long after, long current, boolean resumed) {
    return new ClientEvent.Welcomed(
        Optional.of(new Cursor(epoch, after)), new Cursor("E", current), resumed);
  }

  static ClientEvent history(long current, boolean more, MessageSnapshot... messages) {
    return new ClientEvent.PageRead(current + 1, current, false, List.of(messages), more);
  }

  static ClientEvent page(long below, long standing, boolean more, MessageSnapshot... messages) {
    return new ClientEvent.PageRead(below, standing, true, List.of(messages), more);
  }

  static final MessageSnapshot CORRECTED_HELLO =
      new MessageSnapshot(1, AT, "ann", "a1", "Hello", true, false, Map.of());
  static final MessageSnapshot LIKED_HELLO =
      new MessageSnapshot(1, AT, "ann", "a1", "Hello", true, false, Map.of("👍", Set.of("bob")));

  SampleConversation() {
    log(
        ann,
        welcomed(0),
        new ClientEvent.Sent(1, "a1", new Action.Say("hello")),
        received(HELLO),
        acknowledged("a1", 1),
        received(HI),
        new ClientEvent.Sent(2, "a2", new Action.Edit(1, "Hello")),
        received(CORRECTED),
        acknowledged("a2", 3),
        received(LIKED),
        new ClientEvent.Sent(3, "a3", new Action.Say("bye")),
        received(BYE),
        acknowledged("a3", 5));
    log(
        bob,
        welcomed(0),
        received(HELLO),
        new ClientEvent.Sent(1, "b1", new Action.Say("hi")),
        received(HI),
        new ClientEvent.Disconnected(0, false),
        reconnected("E", 2, 3, true),
        received(CORRECTED),
        new ClientEvent.Sent(1, "b1", new Action.Say("hi")),
        acknowledged("b1", 2),
        new ClientEvent.Sent(2, "b2", new Action.React(1, "👍", true)),
        acknowledged("b2", 4),
        received(LIKED),
        received(BYE));
    log(
        newcomer,
        welcomed(5),
        page(6, 5, true, MessageSnapshot.of(BYE)),
        page(5, 5, false, LIKED_HELLO, MessageSnapshot.of(HI)));
  }

  static void log(List<ClientEvent> log, ClientEvent... events) {
    log.addAll(Arrays.asList(events));
  }

  static void replace(List<ClientEvent> log, ClientEvent old, ClientEvent... with) {
    int at = log.indexOf(old);
    assertThat(at).as("to be replaced").isNotNegative();
    log.remove(at);
    log.addAll(at, Arrays.asList(with));
  }

  List<Violation> violations() {
    return ConsistencyChecker.check(
        List.of(clientLog("ann", "Ann", ann), clientLog("bob", "Bob", bob)),
        clientLog("new", "Newcomer", newcomer));
  }

  static ClientLog clientLog(String member, String client, List<ClientEvent> events) {
    var log = new ClientLog(member, client);
    events.forEach(log::add);
    return log;
  }

  void assertViolations(Kind... kinds) {
    assertThat(violations()).extracting(Violation::kind).containsExactlyInAnyOrder(kinds);
  }

  static ReceivedEntry erased(ReceivedEntry entry) {
    return new ReceivedEntry(
        entry.seq(), entry.at(), entry.author(), entry.id(), entry.action().withoutText(), true);
  }
}
