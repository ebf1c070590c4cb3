package chat.web.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.file.FileId;
import chat.core.file.FileReference;
import chat.core.log.Refusal.Code;
import chat.core.name.RoomName;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Frames of {@code chat.v1} are parsed strictly; a malformed one keeps its id for the answer. */
class JsonCommandTest {
  // Written with single quotes, to be readable.
  private static Command read(String frame) {
    return new JsonCommand(frame.replace('\'', '"')).read();
  }

  record Row(String frame, Command command) {}

  static List<Row> rows() {
    return List.of(
        new Row("{'type':'say','id':'a','text':'x'}", new Command.Say("a", "x", 0, List.of())),
        new Row(
            "{'re':7,'text':' x\\n','id':'a','type':'say'}",
            new Command.Say("a", " x\n", 7, List.of())),
        new Row("{'type':'edit','id':'a','of':3,'text':'x'}", new Command.Edit("a", 3, "x")),
        new Row("{'type':'delete','id':'a','of':3}", new Command.Delete("a", 3)),
        new Row(
            "{'type':'react','id':'a','of':3,'emoji':'👍','on':false}",
            new Command.React("a", 3, "👍", false)),
        new Row(
            "{'type':'say','files':[{'x':[],'id':'AAAAAAAAAAAAAAAAAAAAAA','alt':'a cat'},{'id':'_-bbbbbbbbbbbbbbbbbbbb'}],'id':'a','text':''}",
            new Command.Say(
                "a",
                "",
                0,
                List.of(
                    new FileReference(new FileId("AAAAAAAAAAAAAAAAAAAAAA"), "a cat"),
                    new FileReference(new FileId("_-bbbbbbbbbbbbbbbbbbbb"), "")))),
        new Row("{'type':'pin','id':'a','of':3,'on':true}", new Command.Pin("a", 3, true)),
        new Row("{'type':'typing'}", new Command.Typing()),
        new Row(
            "{'type':'watch','rooms':['Tea','no room','tea','den']}",
            new Command.Watch(List.of(new RoomName("tea"), new RoomName("den")))),
        new Row("{'type':'watch','rooms':[]}", new Command.Watch(List.of())),
        new Row(
            "{'x':{'type':[1,{'id':'b'}]},'type':'say','y':1e400,'id':'a','text':'x','z':null}",
            new Command.Say("a", "x", 0, List.of())),
        new Row(
            "{'type':'delete','id':'a','of':9223372036854775807}",
            new Command.Delete("a", Long.MAX_VALUE)));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void aCompleteFrameIsItsCommandAndUnknownFieldsAreIgnored(Row row) {
    assertThat(read(row.frame)).isEqualTo(row.command);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'type':'say','id':'a'}|a",
        "{'type':'say','id':'a','text':null}|a",
        "{'type':'say','id':'a','text':['x']}|a",
        "{'type':'say','text':{'deep':1},'id':'a'}|a",
        "{'type':'say','id':'a','text':'x','re':0}|a",
        "{'type':'say','id':'a','text':'x','re':-1}|a",
        "{'type':'say','id':'a','text':'x','re':1.5}|a",
        "{'type':'say','id':'a','text':'x','re':'1'}|a",
        "{'type':'say','id':'a','text':'x','re':9223372036854775808}|a",
        "{'type':'say','id':'a','text':'x','files':{}}|a",
        "{'type':'say','id':'a','text':'x','files':['AAAAAAAAAAAAAAAAAAAAAA']}|a",
        "{'type':'say','id':'a','text':'x','files':[{'alt':'x'}]}|a",
        "{'type':'say','id':'a','text':'x','files':[{'id':'short'}]}|a",
        "{'type':'say','id':'a','text':'x','files':[{'id':'AAAAAAAAAAAAAAAAAAAAAA','alt':7}]}|a",
        "{'type':'say','id':'a','text':'x','files':[{'id':'AAAAAAAAAAAAAAAAAAAAAA','alt':'a\\nb'}]}|a",
        "{'type':'edit','id':'a','text':'x'}|a",
        "{'type':'delete','id':'a'}|a",
        "{'type':'react','id':'a','of':1,'emoji':'x'}|a",
        "{'type':'react','id':'a','of':1,'emoji':'x','on':1}|a",
        "{'type':'react','id':'a','of':1,'emoji':'x','on':null}|a",
        "{'type':'watch'}|",
        "{'type':'watch','rooms':'tea'}|",
        "{'type':'watch','rooms':[1]}|",
        "{'type':'pin','id':'a','of':1}|a",
        "{'type':'pin','id':'a','on':true}|a",
        "{'type':'pin','id':'a','of':0,'on':true}|a",
        "{'id':'a','text':'x'}|a",
        "{'type':7,'id':'a'}|a",
        "{'type':'say','id':'a','text':'x'}{}|a",
        "{'type':'say','id':'a','text':'x'|a",
        "{'type':'say','text':'x'}|",
        "{'type':'say','id':'','text':'x'}|",
        "{'type':'say','id':'a b','text':'x'}|",
        "{'type':'say','id':'é','text':'x'}|",
        "{'type':'say','id':7,'text':'x'}|",
        "[]|",
        "null|",
        "7|",
        "``|",
        "{|",
        "hello|",
      })
  void aMalformedFrameIsRefusedWithItsIdIfItHasOne(String frame, String id) {
    assertThat(read(frame))
        .isInstanceOfSatisfying(
            Command.Invalid.class,
            invalid -> {
              assertThat(invalid.refusal().code()).isEqualTo(Code.BAD_FRAME);
              assertThat(invalid.id()).isEqualTo(Optional.ofNullable(id));
            });
  }

  @Test
  void anUnknownTypeIsRefusedAsOne() {
    assertThat(read("{'type':'shout','id':'a'}"))
        .isInstanceOfSatisfying(
            Command.Invalid.class,
            invalid -> assertThat(invalid.refusal().code()).isEqualTo(Code.UNKNOWN_TYPE));
  }

  @ParameterizedTest
  @CsvSource({"64,true", "65,false"})
  void anIdHas64CharactersAtMost(int length, boolean taken) {
    Command command = read("{'type':'delete','of':1,'id':'" + "a".repeat(length) + "'}");
    assertThat(command instanceof Command.Delete).isEqualTo(taken);
  }
}
