package chat.web.attack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.core.log.Entry;
import chat.core.name.Member;
import chat.web.identity.SignedCookie;
import chat.web.protocol.Command;
import chat.web.protocol.Dialect;
import chat.web.testing.JsonFrames;
import chat.web.testing.JsonText;
import chat.web.testing.MalformedInputs;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Property tests of the dialects and of cookies, with valid, mutated and random inputs. Each run
 * prints its seed; {@code @Property(seed = "N")} repeats it. A failed sample is tried first in the
 * next run.
 */
class FuzzTest {
  private static final int TRIES = 10_000;
  private static final Dialect PLAIN = Dialect.of(List.of());
  private static final Dialect JSON = Dialect.of(List.of("chat.v1"));
  private static final SignedCookie COOKIES =
      new SignedCookie(List.of(new byte[32], new byte[33]), () -> Instant.EPOCH);
  private static final Member MEMBER = new Member("m1", "小明");

  @Provide
  Arbitrary<JsonFrames.EncodedCommand> commands() {
    return JsonFrames.commands();
  }

  @Provide
  Arbitrary<String> mutatedFrames() {
    return MalformedInputs.mutated(commands().map(JsonFrames.EncodedCommand::frame));
  }

  @Provide
  Arbitrary<String> mutatedCookies() {
    return MalformedInputs.mutated(Arbitraries.just(COOKIES.sign(MEMBER)));
  }

  /** Texts without lone surrogates, which are refused before a message is stored. */
  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().all().map(text -> new String(text.getBytes(UTF_8), UTF_8));
  }

  @Provide
  Arbitrary<String> names() {
    return texts().filter(name -> !name.isBlank() && name.length() <= 24);
  }

  @Property(tries = TRIES)
  void aCommandIsParsedInAnyJsonNotation(@ForAll("commands") JsonFrames.EncodedCommand written) {
    assertThat(JSON.command(written.frame())).isEqualTo(written.command());
  }

  @Property(tries = TRIES)
  void aMutatedFrameBecomesACommand(@ForAll("mutatedFrames") String frame) {
    assertThat(JSON.command(frame)).isNotNull();
  }

  @Property(tries = TRIES)
  void aPlainTextBecomesASayCommand(@ForAll String text) {
    assertThat(PLAIN.command(text)).isEqualTo(new Command.Say("", text, 0, List.of()));
  }

  @Property(tries = TRIES)
  void aTextIsWrittenUnchanged(@ForAll("texts") String text) {
    Entry said = new Entry.Said(1, Instant.EPOCH, MEMBER, "id", text, 0, false);
    assertThat(new String(JSON.entry(said).getFirst(), UTF_8))
        .satisfies(json -> assertThat(JsonText.read(json)).containsEntry("text", text));
    assertThat(PLAIN.entry(said).getFirst()).isEqualTo(("小明:" + text).getBytes(UTF_8));
  }

  @Property(tries = TRIES)
  void aSignedCookieNamesItsMember(@ForAll("names") String name) {
    Member member = new Member("m2", name);
    assertThat(COOKIES.verify(COOKIES.sign(member))).contains(member);
  }

  @Property(tries = TRIES)
  void aMutatedCookieIsInvalid(@ForAll("mutatedCookies") String cookie) {
    Assume.that(!cookie.equals(COOKIES.sign(MEMBER)));
    assertThat(COOKIES.verify(cookie)).isEmpty();
  }

  @Property(tries = TRIES)
  void aRandomCookieIsInvalid(@ForAll String cookie) {
    assertThat(COOKIES.verify(cookie)).isEmpty();
  }
}
