package chat.web.protocol;

import chat.core.file.Attachment;
import chat.core.log.Entry;
import chat.core.log.Message;
import chat.core.name.Member;
import chat.web.markdown.Markdown;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;

/** The JSON objects of the protocol that the dialect and the HTTP API share. */
public final class Json {
  /** Strict and bounded, because the frames of a client are small and flat. */
  static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          // An emoji as four bytes, not as twelve of escapes.
          .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(16).maxNumberLength(32).build())
          // Not pooled by thread: virtual threads are short-lived and would never reuse a buffer.
          .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
          .build();

  /** 2 encoders for each processor, because a value may be encoded inside of another. */
  private static final Queue<JsonEncoder> SPARE_ENCODERS =
      new ArrayBlockingQueue<>(2 * Runtime.getRuntime().availableProcessors());

  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static volatile Second lastSecond = new Second(Instant.EPOCH);

  private Json() {}

  /** Writes the fields of an object. */
  public interface Body {
    void writeTo(JsonGenerator json) throws IOException;
  }

  /** Encodes one object as UTF-8. */
  public static byte[] object(Body body) {
    return encoded(json -> {
      json.writeStartObject();
      body.writeTo(json);
      json.writeEndObject();
    });
  }

  private static byte[] encoded(Body body) {
    JsonEncoder spare = SPARE_ENCODERS.poll();
    JsonEncoder encoder = spare == null ? new JsonEncoder(FACTORY) : spare;
    byte[] bytes = encoder.encode(body);
    SPARE_ENCODERS.offer(encoder);
    return bytes;
  }

  /** A generator of a document in UTF-8, which is sent while it is written. */
  public static JsonGenerator generator(OutputStream target) throws IOException {
    return FACTORY.createGenerator(target);
  }

  /** A strict parser of one value. */
  public static JsonParser parser(String text) throws IOException {
    return FACTORY.createParser(text);
  }

  /** Formats a time, ISO 8601 with milliseconds. */
  public static String time(Instant instant) {
    Second second = lastSecond;
    if (second.epoch != instant.getEpochSecond()) {
      second = new Second(instant);
      lastSecond = second;
    }
    int millis = instant.getNano() / 1_000_000;
    return second.text + millis / 100 + millis / 10 % 10 + millis % 10 + 'Z';
  }

  /** A second and its text, which the entries of that second share. */
  private static final class Second {
    private final long epoch;
    private final String text;

    Second(Instant instant) {
      epoch = instant.getEpochSecond();
      text = SECONDS.format(instant);
    }
  }

  static void member(JsonGenerator json, String field, Member member) throws IOException {
    json.writeObjectFieldStart(field);
    memberFields(json, member);
    json.writeEndObject();
  }

  public static void members(JsonGenerator json, String field, Collection<Member> members)
      throws IOException {
    json.writeArrayFieldStart(field);
    memberObjects(json, members);
    json.writeEndArray();
  }

  private static void memberObjects(JsonGenerator json, Collection<Member> members)
      throws IOException {
    for (Member member : members) {
      json.writeStartObject();
      memberFields(json, member);
      json.writeEndObject();
    }
  }

  /** Encodes a list of members, an array, as UTF-8. */
  static byte[] members(Collection<Member> members) {
    return encoded(json -> {
      json.writeStartArray();
      memberObjects(json, members);
      json.writeEndArray();
    });
  }

  private static void memberFields(JsonGenerator json, Member member) throws IOException {
    json.writeStringField("id", member.id());
    json.writeStringField("name", member.name());
    if (member.isBot()) {
      json.writeBooleanField("bot", true);
    }
  }

  /** The id of a message; one that was said without an id gets a unique one. */
  public static String messageId(String id, long seq) {
    return id.isEmpty() ? "plain-" + seq : id;
  }

  public static void messages(JsonGenerator json, Collection<Message> messages) throws IOException {
    json.writeArrayFieldStart("messages");
    for (Message message : messages) {
      json.writeStartObject();
      message(json, message);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** Writes the fields of a message. */
  public static void message(JsonGenerator json, Message message) throws IOException {
    json.writeNumberField("seq", message.seq());
    json.writeStringField("at", time(message.at()));
    member(json, "from", message.from());
    if (!message.deleted()) {
      text(json, message.text());
    }
    replyTo(json, message.replyTo());
    json.writeStringField("id", messageId(message.id(), message.seq()));
    files(json, message.files());
    json.writeBooleanField("edited", message.edited());
    json.writeBooleanField("deleted", message.deleted());
    json.writeArrayFieldStart("reactions");
    for (Message.Reaction reaction : message.reactions()) {
      json.writeStartObject();
      json.writeStringField("emoji", reaction.emoji());
      json.writeNumberField("count", reaction.count());
      members(json, "who", reaction.members());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeNumberField("replies", message.replies());
    json.writeBooleanField("pinned", message.pinned());
  }

  private static void replyTo(JsonGenerator json, long replyTo) throws IOException {
    if (replyTo > 0) {
      json.writeNumberField("re", replyTo);
    }
  }

  private static void files(JsonGenerator json, List<Attachment> files) throws IOException {
    if (files.isEmpty()) {
      return;
    }
    json.writeArrayFieldStart("files");
    for (Attachment file : files) {
      json.writeStartObject();
      file(json, file);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** Writes the fields of a file. */
  public static void file(JsonGenerator json, Attachment file) throws IOException {
    json.writeStringField("id", file.id().value());
    json.writeStringField("name", file.name().value());
    json.writeStringField("type", file.type());
    json.writeNumberField("size", file.size());
    if (file.width() > 0) {
      json.writeNumberField("width", file.width());
      json.writeNumberField("height", file.height());
    }
    if (!file.alt().isEmpty()) {
      json.writeStringField("alt", file.alt());
    }
  }

  /** Writes the fields of an entry. */
  public static void entry(JsonGenerator json, Entry entry) throws IOException {
    switch (entry) {
      case Entry.Said said -> {
        head(json, "said", said);
        member(json, "from", said.by());
        text(json, said.text(), said.deleted());
        replyTo(json, said.replyTo());
        json.writeStringField("id", messageId(said.id(), said.seq()));
        files(json, said.files());
      }
      case Entry.Edited edited -> {
        head(json, "edited", edited);
        json.writeNumberField("of", edited.target());
        member(json, "by", edited.by());
        text(json, edited.text(), edited.deleted());
      }
      case Entry.Deleted deleted -> {
        head(json, "deleted", deleted);
        json.writeNumberField("of", deleted.target());
        member(json, "by", deleted.by());
      }
      case Entry.Reacted reacted -> {
        head(json, "reacted", reacted);
        json.writeNumberField("of", reacted.target());
        member(json, "by", reacted.by());
        json.writeStringField("emoji", reacted.emoji());
        json.writeBooleanField("on", reacted.on());
      }
      case Entry.Pinned pinned -> {
        head(json, "pinned", pinned);
        json.writeNumberField("of", pinned.target());
        member(json, "by", pinned.by());
        json.writeBooleanField("on", pinned.on());
      }
    }
  }

  private static void head(JsonGenerator json, String type, Entry entry) throws IOException {
    json.writeStringField("type", type);
    json.writeNumberField("seq", entry.seq());
    json.writeStringField("at", time(entry.at()));
  }

  private static void text(JsonGenerator json, String text, boolean deleted) throws IOException {
    if (deleted) {
      json.writeBooleanField("deleted", true);
    } else {
      text(json, text);
    }
  }

  private static void text(JsonGenerator json, String text) throws IOException {
    json.writeStringField("text", text);
    Optional<String> html = Markdown.html(text);
    if (html.isPresent()) {
      json.writeStringField("html", html.get());
    }
  }
}
