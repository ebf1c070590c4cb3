package chat.web.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The cache keeps what was used lately, and is bounded by characters. */
class TextCacheTest {
  // Room for nine texts of ten characters, each with its HTML and the overhead.
  private static final int GENERATION = 9 * 120;

  private final List<String> rendered = new ArrayList<>();
  private final TextCache<Optional<String>> cache =
      new TextCache<Optional<String>>(
          GENERATION,
          text -> {
            rendered.add(text);
            return Optional.of(text);
          },
          html -> html.orElse("").length());

  private void getTexts(int from, int to) {
    for (int i = from; i < to; i++) {
      assertThat(cache.get("text %05d".formatted(i))).contains("text %05d".formatted(i));
    }
  }

  @Test
  void aTextIsRenderedOnce() {
    getTexts(0, 5);
    getTexts(0, 5);
    assertThat(rendered).hasSize(5).doesNotHaveDuplicates();
  }

  @Test
  void aTextThatIsPlainIsCachedAsWell() {
    var plain =
        new TextCache<Optional<String>>(
            GENERATION,
            text -> {
              rendered.add(text);
              return Optional.empty();
            },
            html -> html.orElse("").length());
    assertThat(plain.get("x")).isEmpty();
    assertThat(plain.get("x")).isEmpty();
    assertThat(rendered).hasSize(1);
  }

  @Test
  void anOldTextIsDroppedWhenTwoGenerationsAreFull() {
    getTexts(0, 1);
    getTexts(1, 30);
    assertThat(rendered).hasSize(30);
    getTexts(0, 1);
    assertThat(rendered).hasSize(31);
  }

  @Test
  void aTextThatIsUsedNowAndThenStays() {
    for (int i = 1; i < 100; i += 5) {
      getTexts(0, 1);
      getTexts(i, i + 5);
    }
    assertThat(rendered).doesNotHaveDuplicates();
  }

  @Test
  void aLongTextTakesAsMuchOfTheCacheAsManyShortOnes() {
    getTexts(0, 1);
    cache.get("x".repeat(GENERATION));
    cache.get("y".repeat(GENERATION));
    getTexts(0, 1);
    assertThat(rendered).hasSize(4);
  }
}
