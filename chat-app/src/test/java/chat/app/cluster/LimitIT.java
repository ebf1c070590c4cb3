package chat.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import chat.app.testing.PlainClient;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The rate and slow mode of a member that is connected to two servers of one database. */
@Tag("postgres")
@Tag("long")
class LimitIT {
  private static final int BURST = 5;
  private static final Pattern ANSWER = Pattern.compile("\"type\":\"(ack|refused)\"");
  private static final Pattern RETRY_AFTER = Pattern.compile("\"retryAfter\":(\\d+)");

  private static ServerGroup group;

  @BeforeAll
  static void startServers() throws Exception {
    // A token each 100 s, so that none comes back within a test.
    group =
        new ServerGroup(2, "--message-rate", "0.01", "--message-burst", Integer.toString(BURST));
  }

  @AfterAll
  static void stopServers() throws Exception {
    group.close();
  }

  private static void send(PlainClient client, String id) throws Exception {
    client.send("{\"type\":\"say\",\"id\":\"" + id + "\",\"text\":\"hi\"}");
  }

  /** The next answer of a server to this client. */
  private static String answer(PlainClient client) throws Exception {
    String frame = client.receive();
    while (!ANSWER.matcher(frame).find()) {
      frame = client.receive();
    }
    return frame;
  }

  private static long retryAfter(String answer) {
    Matcher retry = RETRY_AFTER.matcher(answer);
    assertThat(retry.find()).as(answer).isTrue();
    return Long.parseLong(retry.group(1));
  }

  @Test
  void secondMessageInThePauseOfSlowModeIsRefusedAtTheOtherServer() throws Exception {
    Person ann = Person.signIn(group, 0, "Ann");
    Owner owner = Owner.of(group);
    try (PlainClient here = ann.connectByFrames(0, "slow");
        PlainClient there = ann.connectByFrames(1, "slow")) {
      owner.awaitPage(1, "\"name\":\"slow\"");
      owner.act(0, "slow", "for=30s&room=slow");
      owner.awaitPage(1, "\"pause\":30");

      send(here, "1");
      assertThat(answer(here)).contains("ack");
      send(there, "2");
      String refused = answer(there);
      assertThat(refused).contains("\"id\":\"2\"", "\"code\":\"slow\"");
      assertThat(retryAfter(refused)).isBetween(20_000L, 30_000L);
      send(there, "1");
      assertThat(answer(there)).as("a known id").contains("ack", "\"seq\":1");

      owner.act(1, "slow", "for=0s&room=slow");
      owner.awaitPage(0, "\"pause\":0");
      send(here, "2");
      assertThat(answer(here)).contains("ack", "\"seq\":2");
    }
  }

  @Test
  void burstOverTwoServersIsThatOfOne() throws Exception {
    Person bob = Person.signIn(group, 0, "Bob");
    try (PlainClient here = bob.connectByFrames(0, "fast");
        PlainClient there = bob.connectByFrames(1, "fast")) {
      for (int i = 0; i < BURST; i++) {
        send(here, "a" + i);
        send(there, "b" + i);
      }
      List<String> refused = new ArrayList<>();
      for (int i = 0; i < BURST; i++) {
        for (PlainClient client : List.of(here, there)) {
          String answer = answer(client);
          if (answer.contains("refused")) {
            refused.add(answer);
          }
        }
      }
      assertThat(refused)
          .hasSize(BURST)
          .allMatch(answer -> answer.contains("\"code\":\"too-fast\""))
          .allSatisfy(answer -> assertThat(retryAfter(answer)).isBetween(1_000L, 100_000L));
    }
  }
}
