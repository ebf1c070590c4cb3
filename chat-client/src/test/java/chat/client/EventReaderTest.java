package chat.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames become events; an unknown entry is one, and what is no frame is refused. */
class EventReaderTest {
  private static final Instant AT = Instant.parse("2026-11-26T06:48:36.125Z");

  private static Optional<Event> read(String frame) throws IOException {
    return EventReader.read(JsonObject.parse(frame.replace('\'', '"')));
  }

  @Test
  void aMessage() throws IOException {
    assertThat(
            read(
                "{'type':'said','seq':5,'at':'2026-11-26T06:48:36.125Z','from':{'id':'a','name':'Ann'},"
                    + "'text':'hi','html':'<p>hi</p>','re':3,'id':'x','new':[1,{'y':null}],"
                    + "'files':[{'id':'F','name':'n.txt','type':'text/plain','size':6}]}"))
        .contains(
            new Event.Said(
                5,
                AT,
                new Person("a", "Ann"),
                "hi",
                OptionalLong.of(3),
                "x",
                false,
                List.of(new SharedFile("F", "n.txt", "text/plain", 6, Optional.empty()))));
  }

  @Test
  void anEntryOfAnUnknownKindHasItsNumberAndAFrameOfOneIsNothing() throws IOException {
    assertThat(read("{'type':'waved','seq':6}")).contains(new Event.Other(6, "waved"));
    assertThat(read("{'type':'beat'}")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{", "{'type':", "{'type':'said','seq':1}", "{'a':[1,", "nul"})
  void whatIsNoFrameIsRefused(String text) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(IOException.class);
  }

  @Test
  void deepNestingIsRefused() {
    assertThatThrownBy(() -> read("{'a':" + "[".repeat(100) + "]".repeat(100) + "}"))
        .isInstanceOf(IOException.class);
  }

  @Test
  void aWelcomeHasItsCursor() throws IOException {
    String frame =
        "{'type':'welcome','room':'lobby','you':{'id':'a','name':'Ann'},'cursor':'Ep-1.42',"
            + "'resumed':true,'members':[{'id':'a','name':'Ann'}],'count':7}";
    Event.Connected welcome = EventReader.welcome(JsonObject.parse(frame.replace('\'', '"')));
    assertThat(welcome.cursor()).isEqualTo(Cursor.parse("Ep-1.42"));
    assertThat(welcome.resumed()).isTrue();
    assertThat(welcome.count()).isEqualTo(7);
    assertThatThrownBy(() -> EventReader.welcome(JsonObject.parse("{\"cursor\":\"x\"}")))
        .isInstanceOf(IOException.class);
  }
}
