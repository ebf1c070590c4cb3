package chat.core;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.cluster.Cluster;
import chat.core.cluster.ClusterRoom;
import chat.core.cluster.ClusterRoomListener;
import chat.core.file.FileReferences;
import chat.core.log.MemoryTranscript;
import chat.core.name.Member;
import chat.core.name.RoomName;
import chat.core.testing.FakeRoomClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A room of which other servers have a part, too. */
class ChatRoomClusterTest extends ChatRoomFixture {
  private static final Member ANN_RENAMED = new Member("a", "Anna");

  private final FakeCluster cluster = new FakeCluster();
  private final ChatRoom shared =
      new ChatRoom(
          RoomName.LOBBY,
          new MemoryTranscript(clock),
          new RoomContext(
              new Rooms.Rules(GRACE, Optional.empty(), 1),
              new SpeechRules(clock),
              new FileReferences(Optional.empty()),
              cluster,
              clock));

  ChatRoomClusterTest() {
    shared.addListener(heard);
  }

  /** The other servers: records what they are told, and notifies of what the test says. */
  private static final class FakeCluster implements Cluster, ClusterRoom {
    private final List<String> told = new ArrayList<>();
    private ClusterRoomListener others;

    @Override
    public ClusterRoom open(RoomName room, ClusterRoomListener listener) {
      others = listener;
      listener.entered(new Member("z", "Zoe"));
      return this;
    }

    @Override
    public void entered(Member member) {
      told.add("+" + member.name());
    }

    @Override
    public void exited(Member member) {
      told.add("-" + member.name());
    }

    @Override
    public void typing(Member member) {
      told.add(member.name() + " types");
    }

    @Override
    public void close() {
      told.add("closed");
    }
  }

  private Seat sit(Member member) {
    return join(shared, member, new FakeRoomClient());
  }

  private void passGraceOfShared() {
    clock.pass(GRACE);
    shared.tick();
  }

  @Test
  void membersElsewhereAreThereWhenTheRoomOpens() {
    assertThat(shared.members()).containsExactly(new Member("z", "Zoe"));
    assertThat(shared.count()).isEqualTo(1);
  }

  @Test
  void memberElsewhereJoinsAndLeavesOnce() {
    cluster.others.entered(BEN);
    cluster.others.entered(BEN);
    cluster.others.exited(BEN);
    cluster.others.exited(BEN);

    assertThat(heard.lines()).containsExactly("+Ben 2", "-Ben 1");
    assertThat(cluster.told).isEmpty();
  }

  @Test
  void tabThatMovesToAnotherServerWithinTheGraceChangesNothing() {
    Seat ann = sit(ANN);
    heard.drain();

    ann.leave();
    cluster.others.entered(ANN);
    passGraceOfShared();
    assertThat(heard.lines()).isEmpty();

    sit(ANN);
    cluster.others.exited(ANN);
    assertThat(heard.lines()).isEmpty();
    assertThat(cluster.told).containsExactly("+Ann", "-Ann", "+Ann");
  }

  @Test
  void memberLeavesWhenItIsNeitherHereNorElsewhere() {
    Seat ann = sit(ANN);
    cluster.others.entered(ANN);
    heard.drain();

    ann.leave();
    passGraceOfShared();
    assertThat(shared.isPresent("a")).isTrue();
    cluster.others.exited(ANN);

    assertThat(heard.lines()).containsExactly("-Ann 1");
  }

  @Test
  void otherServersAreToldOfAMemberOnce() {
    Seat first = sit(ANN);
    Seat second = sit(ANN);
    first.leave();
    second.leave();
    passGraceOfShared();

    assertThat(cluster.told).containsExactly("+Ann", "-Ann");
  }

  @Test
  void memberThatIsRemovedHereStaysPresentWhileItIsElsewhere() {
    sit(ANN);
    cluster.others.entered(ANN);
    heard.drain();

    shared.remove("a", RoomClient.RemovalReason.REMOVED);
    assertThat(heard.lines()).isEmpty();

    cluster.others.exited(ANN);
    assertThat(heard.lines()).containsExactly("-Ann 1");
  }

  @Test
  void memberThatHasAnotherNameHereLeavesUnderItsNameElsewhere() {
    cluster.others.entered(ANN);
    heard.drain();

    sit(ANN_RENAMED);
    assertThat(heard.drain()).containsExactly("-Ann 1", "+Anna 2");

    cluster.others.exited(ANN);
    assertThat(heard.lines()).isEmpty();
    assertThat(shared.members()).contains(ANN_RENAMED).doesNotContain(ANN);
  }

  @Test
  void memberThatHasANewNameElsewhereIsPresentUnderItOnceItIsNotHere() {
    Seat ann = sit(ANN);
    cluster.others.entered(ANN_RENAMED);
    heard.drain();

    ann.leave();
    passGraceOfShared();

    assertThat(heard.lines()).containsExactly("-Ann 1", "+Anna 2");
  }

  @Test
  void otherServersAreToldWhoIsWritingAndNotOfTheirOwn() {
    Seat ann = sit(ANN);
    heard.drain();

    ann.typing();
    cluster.others.typing(new Member("z", "Zoe"));

    assertThat(heard.lines()).containsExactly("Ann types", "Zoe types");
    assertThat(cluster.told).containsExactly("+Ann", "Ann types");
  }

  @Test
  void roomClosesAlthoughMembersAreElsewhere() {
    sit(ANN).leave();
    assertThat(shared.closeIfEmpty()).isFalse();
    passGraceOfShared();
    heard.drain();

    assertThat(shared.closeIfEmpty()).isTrue();
    assertThat(heard.lines()).containsExactly("-Zoe 0", "closed");
    assertThat(cluster.told).endsWith("closed");
  }

  @Test
  void closedRoomIsLeftByItsMembersHereOnly() {
    sit(ANN);
    heard.drain();

    shared.removeAll();

    assertThat(heard.lines()).containsExactly("-Ann 1");
    assertThat(shared.members()).containsExactly(new Member("z", "Zoe"));
  }

  @Test
  void graceOfAMemberThatIsElsewhereEndsWithoutItsReturn() {
    sit(ANN).leave();
    cluster.others.entered(ANN);
    cluster.others.exited(ANN);
    assertThat(shared.isPresent("a")).isTrue();

    clock.pass(Duration.ofSeconds(2));
    shared.tick();
    assertThat(shared.isPresent("a")).isTrue();
    clock.pass(Duration.ofSeconds(1));
    shared.tick();
    assertThat(shared.isPresent("a")).isFalse();
  }
}
