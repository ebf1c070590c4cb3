package chat.web.testing;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Mutates valid inputs: texts that are nearly valid. */
public final class MalformedInputs {
  private static final String CHARACTERS =
      "{}[]\",:\\0123456789eE+-.tfn \n\t\u0000\u0085\u202e\ud83d\udc4d\ufffd\uffff小é";
  private static final int MAX_MUTATIONS = 6;
  private static final int MAX_NESTING = 60;

  private MalformedInputs() {}

  /**
   * One mutation of a text.
   *
   * @param at where, modulo the length of the text
   */
  private record Mutation(Kind kind, int at, char character, int depth) {
    private enum Kind {
      DELETE,
      INSERT,
      REPLACE,
      CUT_OFF,
      REPEAT,
      NEST
    }

    private void apply(StringBuilder text) {
      int place = text.isEmpty() ? 0 : at % text.length();
      switch (kind) {
        case DELETE -> text.delete(place, Math.min(place + 1, text.length()));
        case INSERT -> text.insert(place, character);
        case REPLACE -> text.replace(place, place + 1, String.valueOf(character));
        case CUT_OFF -> text.setLength(place);
        case REPEAT -> text.append(text.substring(place));
        case NEST -> text.insert(place, "[".repeat(depth));
      }
    }
  }

  /** Values of {@code valid} with one to six mutations. */
  public static Arbitrary<String> mutated(Arbitrary<String> valid) {
    Arbitrary<Mutation> mutations =
        Combinators.combine(
                Arbitraries.of(Mutation.Kind.class),
                Arbitraries.integers().between(0, 10_000),
                Arbitraries.oneOf(Arbitraries.chars().with(CHARACTERS), Arbitraries.chars()),
                Arbitraries.integers().between(1, MAX_NESTING))
            .as(Mutation::new);
    return Combinators.combine(valid, mutations.list().ofMinSize(1).ofMaxSize(MAX_MUTATIONS))
        .as(MalformedInputs::mutate);
  }

  private static String mutate(String text, List<Mutation> mutations) {
    var mutated = new StringBuilder(text);
    mutations.forEach(mutation -> mutation.apply(mutated));
    return mutated.toString();
  }
}
