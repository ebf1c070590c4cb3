package chat.web.testing;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * What comes from somebody who does not keep to the contract: nearly right, and wrong somewhere.
 */
public final class MalformedInputs {
  private static final String SPICE =
      "{}[]\",:\\0123456789eE+-.tfn \n\t\u0000\u0085\u202e\ud83d\udc4d\ufffd\uffff小é";
  private static final int MOST_CHANGES = 6;
  private static final int DEEPEST = 60;

  private MalformedInputs() {}

  /**
   * One change of a text.
   *
   * @param at where, modulo the length of the text
   */
  private record Change(Kind kind, int at, char spice, int many) {
    private enum Kind {
      DELETE,
      INSERT,
      REPLACE,
      CUT_OFF,
      REPEAT,
      NEST
    }

    private void make(StringBuilder text) {
      int place = text.isEmpty() ? 0 : at % text.length();
      switch (kind) {
        case DELETE -> text.delete(place, Math.min(place + 1, text.length()));
        case INSERT -> text.insert(place, spice);
        case REPLACE -> text.replace(place, place + 1, String.valueOf(spice));
        case CUT_OFF -> text.setLength(place);
        case REPEAT -> text.append(text.substring(place));
        case NEST -> text.insert(place, "[".repeat(many));
      }
    }
  }

  /** Some of {@code good}, changed at one to six places. */
  public static Arbitrary<String> mutated(Arbitrary<String> good) {
    Arbitrary<Change> changes =
        Combinators.combine(
                Arbitraries.of(Change.Kind.class),
                Arbitraries.integers().between(0, 10_000),
                Arbitraries.oneOf(Arbitraries.chars().with(SPICE), Arbitraries.chars()),
                Arbitraries.integers().between(1, DEEPEST))
            .as(Change::new);
    return Combinators.combine(good, changes.list().ofMinSize(1).ofMaxSize(MOST_CHANGES))
        .as(MalformedInputs::changed);
  }

  private static String changed(String text, List<Change> changes) {
    var changed = new StringBuilder(text);
    changes.forEach(change -> change.make(changed));
    return changed.toString();
  }
}
