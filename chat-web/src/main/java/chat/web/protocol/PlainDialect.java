package chat.web.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import chat.core.file.Attachment;
import chat.core.log.Cursor;
import chat.core.log.Entry;
import chat.core.log.Refusal;
import chat.core.log.Transcript.Page;
import chat.core.name.Member;
import chat.core.name.RoomName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The plain dialect, for scripts and terminals: each text frame is one message, or the address of a
 * file of the message before.
 *
 * @param origin before the path of a file, or empty
 */
public record PlainDialect(String origin) implements Dialect {
  @Override
  public Dialect common() {
    return new PlainDialect("");
  }

  @Override
  public Optional<String> subprotocol() {
    return Optional.empty();
  }

  @Override
  public Command command(String text) {
    return new Command.Say("", text, 0, List.of());
  }

  @Override
  public List<byte[]> entry(Entry entry) {
    if (!(entry instanceof Entry.Said said)) {
      return List.of();
    }
    String name = said.by().name() + ':';
    if (said.files().isEmpty()) {
      return List.of(bytes(name + said.text()));
    }
    List<byte[]> lines = new ArrayList<>();
    if (!said.text().isEmpty()) {
      lines.add(bytes(name + said.text()));
    }
    for (Attachment file : said.files()) {
      lines.add(bytes(name + "📎 " + file.name() + ' ' + origin + "/files/" + file.id()));
    }
    return lines;
  }

  @Override
  public Optional<byte[]> joined(Member member, int count) {
    return utf8('【' + member.name() + "】进入了聊天室");
  }

  @Override
  public Optional<byte[]> left(Member member, int count) {
    return utf8('【' + member.name() + "】离开了聊天室~");
  }

  @Override
  public Optional<byte[]> refused(Optional<String> id, Refusal refusal, String sentence) {
    return utf8("! " + sentence);
  }

  @Override
  public Optional<byte[]> presence(Collection<Member> joined, Collection<Member> left, int count) {
    return Optional.empty();
  }

  @Override
  public Optional<byte[]> typing(Member member) {
    return Optional.empty();
  }

  @Override
  public Optional<byte[]> ack(String id, long seq) {
    return Optional.empty();
  }

  @Override
  public Optional<byte[]> beat() {
    return Optional.empty();
  }

  @Override
  public Optional<byte[]> room(RoomName room, Cursor cursor, int unread, int mentions) {
    return Optional.empty();
  }

  @Override
  public Optional<byte[]> state(MemberState state) {
    return Optional.empty();
  }

  @Override
  public Optional<byte[]> welcome(Welcome welcome) {
    return Optional.empty();
  }

  @Override
  public Optional<byte[]> history(Page page) {
    return Optional.empty();
  }

  private static Optional<byte[]> utf8(String text) {
    return Optional.of(bytes(text));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
