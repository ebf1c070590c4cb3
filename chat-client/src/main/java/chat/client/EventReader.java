package chat.client;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Frames of the server as events. */
final class EventReader {
  private EventReader() {}

  /**
   * The event of a frame; empty for a kind that is none, or is not known.
   *
   * @throws IOException if the frame breaks the protocol
   */
  static Optional<Event> read(JsonObject frame) throws IOException {
    try {
      return Optional.ofNullable(event(frame));
    } catch (DateTimeException e) {
      throw new IOException("no time: " + frame.text("at"), e);
    }
  }

  private static Event event(JsonObject frame) {
    return switch (frame.text("type")) {
      case "history" -> new Event.History(messages(frame), frame.flag("more"));
      case "said" -> said(frame);
      case "edited" -> new Event.Edited(seq(frame), at(frame), of(frame), by(frame), text(frame));
      case "deleted" -> new Event.Deleted(seq(frame), at(frame), of(frame), by(frame));
      case "reacted" ->
          new Event.Reacted(
              seq(frame), at(frame), of(frame), by(frame), frame.text("emoji"), frame.flag("on"));
      case "pinned" ->
          new Event.Pinned(seq(frame), at(frame), of(frame), by(frame), frame.flag("on"));
      case "joined" ->
          new Event.Presence(List.of(person(frame.object("member"))), List.of(), count(frame));
      case "left" ->
          new Event.Presence(List.of(), List.of(person(frame.object("member"))), count(frame));
      case "presence" ->
          new Event.Presence(people(frame, "joined"), people(frame, "left"), count(frame));
      default ->
          frame.optionalNumber("seq").isPresent()
              ? new Event.Other(seq(frame), frame.text("type"))
              : null;
    };
  }

  private static Event.Said said(JsonObject frame) {
    return new Event.Said(
        seq(frame),
        at(frame),
        person(frame.object("from")),
        text(frame),
        frame.optionalNumber("re"),
        frame.text("id"),
        frame.flag("deleted"),
        files(frame));
  }

  private static List<Message> messages(JsonObject frame) {
    return frame.objects("messages").stream().map(EventReader::message).toList();
  }

  private static Message message(JsonObject message) {
    return new Message(
        seq(message),
        at(message),
        person(message.object("from")),
        text(message),
        message.optionalNumber("re"),
        message.text("id"),
        message.flag("edited"),
        message.flag("deleted"),
        files(message));
  }

  private static List<SharedFile> files(JsonObject message) {
    return message.objects("files").stream().map(EventReader::file).toList();
  }

  static SharedFile file(JsonObject file) {
    return new SharedFile(
        file.text("id"),
        file.text("name"),
        file.text("type"),
        file.number("size"),
        file.optionalText("alt"));
  }

  /** The event of a welcome. */
  static Event.Connected welcome(JsonObject frame) throws IOException {
    try {
      return new Event.Connected(
          person(frame.object("you")),
          Cursor.parse(frame.text("cursor")),
          frame.flag("resumed"),
          people(frame, "members"),
          count(frame));
    } catch (IllegalArgumentException e) {
      throw new IOException("no welcome", e);
    }
  }

  private static List<Person> people(JsonObject frame, String name) {
    return frame.objects(name).stream().map(EventReader::person).toList();
  }

  private static Person person(JsonObject person) {
    return new Person(person.text("id"), person.text("name"));
  }

  private static long seq(JsonObject frame) {
    return frame.number("seq");
  }

  private static long of(JsonObject frame) {
    return frame.number("of");
  }

  private static Instant at(JsonObject frame) {
    return Instant.parse(frame.text("at"));
  }

  private static Person by(JsonObject frame) {
    return person(frame.object("by"));
  }

  private static String text(JsonObject frame) {
    return frame.text("text");
  }

  private static int count(JsonObject frame) {
    return Math.toIntExact(frame.number("count"));
  }
}
