package chat.core.testing;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.log.Draft;
import chat.core.log.Message;
import chat.core.log.SearchQuery;
import chat.core.log.Transcript;
import chat.core.log.Transcript.Page;
import chat.core.log.Transcript.ReadLimit;
import chat.core.name.RoomName;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Messages are found by words. */
abstract class SearchContract extends TranscriptFixture {
  private List<String> found(String typed) {
    return found(typed, Long.MAX_VALUE, FAR).messages().stream().map(Message::text).toList();
  }

  private Page found(String typed, long before, ReadLimit limit) {
    return log.search(SearchQuery.of(typed), before, limit);
  }

  @Test
  void findsWordsInAnyScriptWhateverTheirCase() {
    say(ANN, "The quick brown Fox");
    say(BEN, "今天天气很好，我们去公园");
    say(BEN, "Grüße aus KÖLN 👍🏽");

    assertThat(found("fox")).containsExactly("The quick brown Fox");
    assertThat(found("FOX qui")).containsExactly("The quick brown Fox");
    assertThat(found("天气很好")).containsExactly("今天天气很好，我们去公园");
    assertThat(found("köln")).containsExactly("Grüße aus KÖLN 👍🏽");
    assertThat(found("grüße")).containsExactly("Grüße aus KÖLN 👍🏽");
    assertThat(found("fox cat")).isEmpty();
  }

  @Test
  void findsShortWordsToo() {
    say(ANN, "The quick brown Fox");
    say(BEN, "我们去公园");
    say(BEN, "an ox and a fox");

    assertThat(found("公园")).containsExactly("我们去公园");
    assertThat(found("去")).containsExactly("我们去公园");
    assertThat(found("fox an")).containsExactly("an ox and a fox");
    assertThat(found("👍")).isEmpty();
  }

  @Test
  void findsMessagesAsTheyStand() {
    say(ANN, "the first wording");
    say(ANN, "a secret thing");
    assertThat(found("wording")).hasSize(1);
    edit(ANN, 1, "the second version").seq();
    edit(ANN, 2, "a secret thing that was changed").seq();
    delete(ANN, 2).seq();

    assertThat(found("wording")).isEmpty();
    assertThat(found("secret")).isEmpty();
    assertThat(found("second")).containsExactly("the second version");
    Message message = found("second", Long.MAX_VALUE, FAR).messages().getFirst();
    assertThat(message).isEqualTo(message(1));
    assertThat(found("second", Long.MAX_VALUE, FAR).asOf()).isEqualTo(5);
  }

  @Test
  void returnsTheLatestMatchesAndPagesBack() {
    for (int i = 1; i <= 30; i++) {
      say(ANN, (i % 3 == 0 ? "apples " : "pears ") + i);
    }

    Page latest = found("apples", Long.MAX_VALUE, new ReadLimit(4, 1_000));
    assertThat(latest.messages()).extracting(Message::seq).containsExactly(21L, 24L, 27L, 30L);
    assertThat(latest.more()).isTrue();
    Page older = found("apples", 21, new ReadLimit(6, 1_000));
    assertThat(older.messages())
        .extracting(Message::seq)
        .containsExactly(3L, 6L, 9L, 12L, 15L, 18L);
    assertThat(older.more()).isFalse();
    assertThat(found("apples", 7, new ReadLimit(10, 8)).messages())
        .extracting(Message::seq)
        .containsExactly(6L);
  }

  @Test
  void takesEverythingAsText() {
    String odd = "\"quoted\" AND (x* OR NOT y^2) NEAR/3 col:'z' -- %_\\";
    say(ANN, odd);
    say(ANN, "plain");

    for (String typed : odd.split(" ", -1)) {
      assertThat(found(typed)).as(typed).containsExactly(odd);
    }
    assertThat(found(odd)).containsExactly(odd);
    assertThat(found("plain%")).isEmpty();
    assertThat(found("pl_in")).isEmpty();
    assertThat(found("\"")).containsExactly(odd);
  }

  @Test
  void foldsCaseMarksAndCompatibleLettersOfAllScripts() {
    say(ANN, "Σίσυφος in the cafe\u0301 at 300 \u212A, Straße ſix");
    say(ANN, "aaaa 👩‍👩‍👧‍👧👍🏽👍🏽 ﬁne İstanbul Ǆ");

    for (String typed :
        List.of(
            "ΣΊΣΥΦΟΣ",
            "σίσυφοσ",
            "CAFÉ",
            "cafe\u0301",
            "cafe",
            "300 k",
            "STRAßE",
            "strasse",
            "SIX")) {
      assertThat(found(typed, Long.MAX_VALUE, FAR).messages())
          .as(typed)
          .extracting(Message::seq)
          .containsExactly(1L);
    }
    for (String typed :
        List.of("aaa", "AAAA", "👩‍👩", "👍🏽👍🏽", "🏽👍🏽", "İSTANBUL", "ǆ", "fine")) {
      assertThat(found(typed, Long.MAX_VALUE, FAR).messages())
          .as(typed)
          .extracting(Message::seq)
          .containsExactly(2L);
    }
    for (String typed : List.of("aaaaa", "👍👍👍")) {
      assertThat(found(typed)).as(typed).isEmpty();
    }
  }

  @Test
  void findsTheSameAsAScanWhileMessagesChange() {
    var random = new Random(20_261_123);
    List<String> words = List.of("apple", "pear", "今天天气", "公园", "去", "an", "Ω", "👍🏽👍🏽", "Über");
    for (int round = 0; round < 30; round++) {
      long last = log.before(1, FAR).asOf();
      List<RecordingReceipt> receipts = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        String text =
            random
                .ints(4, 0, words.size())
                .mapToObj(words::get)
                .collect(Collectors.joining(random.nextBoolean() ? " " : ""));
        long of = random.nextLong(last + 1);
        receipts.add(
            switch (random.nextInt(10)) {
              case 0 -> edit(ANN, of, text);
              case 1 -> delete(ANN, of);
              default -> append(new Draft.Say(ANN, "", text, 0));
            });
      }
      receipts.forEach(RecordingReceipt::isKept);
      checkAgainstAll(words.get(random.nextInt(words.size())));
      checkAgainstAll("apple " + words.get(random.nextInt(words.size())));
    }
  }

  private void checkAgainstAll(String typed) {
    SearchQuery wanted = SearchQuery.of(typed);
    List<Message> all =
        log.before(Long.MAX_VALUE, FAR).messages().stream()
            .filter(message -> !message.deleted() && wanted.matches(message.text()))
            .toList();
    List<Message> leafed = new ArrayList<>();
    Page page = found(typed, Long.MAX_VALUE, new ReadLimit(7, 100_000));
    leafed.addAll(page.messages().reversed());
    while (page.more()) {
      page = found(typed, leafed.getLast().seq(), new ReadLimit(7, 100_000));
      leafed.addAll(page.messages().reversed());
    }
    assertThat(leafed.reversed()).as(typed).isEqualTo(all);
  }

  @Test
  void staysInItsRoom() {
    Transcript garden = transcripts.open(GARDEN);
    append(garden, new Draft.Say(ANN, "", "a needle in the garden", 0)).seq();
    say(ANN, "a needle in the lobby");

    assertThat(found("needle")).containsExactly("a needle in the lobby");
    assertThat(garden.search(SearchQuery.of("needle"), Long.MAX_VALUE, FAR).messages())
        .extracting(Message::text)
        .containsExactly("a needle in the garden");
    assertThat(transcripts.open(new RoomName("silent")).search(SearchQuery.of("needle"), 9, FAR))
        .isEqualTo(new Page(0, List.of(), false));
  }
}
