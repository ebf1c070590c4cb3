package chat.web.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import chat.core.file.Attachment;
import chat.core.log.Cursor;
import chat.core.log.Entry;
import chat.core.log.Message;
import chat.core.log.Transcript;
import chat.core.log.Transcript.ReadLimit;
import chat.core.name.RoomName;
import chat.web.protocol.Json;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Writes what was said in a room, oldest first and as it stands: a deleted message has no text any
 * more. It is read and written in parts, however much it is.
 */
public final class RoomExport {
  /** The version of the lines of JSON, in their first one. */
  static final int VERSION = 1;

  /** 500 entries at once, which are 2 MiB at most in most rooms. */
  private static final int PART = 500;

  private final RoomName room;
  private final Transcript log;
  private final long last;

  /** An export of all entries that are there now. */
  public RoomExport(RoomName room, Transcript log) {
    this.room = room;
    this.log = log;
    last = log.before(1, new ReadLimit(1, 1)).asOf();
  }

  /** Whether nothing was ever said in the room. */
  public boolean isEmpty() {
    return last == 0;
  }

  /** Writes everything. */
  public void write(ExportFormat format, Instant now, OutputStream target) throws IOException {
    var out = new BufferedOutputStream(target, 1 << 15);
    switch (format) {
      case JSONL -> writeEntries(now, out);
      case TEXT -> writeMessages(new TextDocument(room, now), out);
      case HTML -> writeMessages(new HtmlDocument(room, now), out);
    }
    out.flush();
  }

  /** Visits one file. */
  public interface FileVisitor {
    void visit(Attachment file) throws IOException;
  }

  /** Visits the files of all messages that are not deleted. */
  public void visitFiles(FileVisitor visitor) throws IOException {
    for (long seq = 0; seq < last; seq += PART) {
      for (Message message : messages(seq, Math.min(seq + PART, last))) {
        for (Attachment file : message.files()) {
          visitor.visit(file);
        }
      }
    }
  }

  private void writeEntries(Instant now, OutputStream out) throws IOException {
    byte[] head =
        Json.object(json -> {
          json.writeStringField("type", "export");
          json.writeNumberField("version", VERSION);
          json.writeStringField("room", room.value());
          json.writeStringField("cursor", new Cursor(log.epoch(), last).toString());
          json.writeStringField("at", Json.time(now));
        });
    writeLine(head, out);
    for (long seq = 0; seq < last; seq += PART) {
      writeEntries(seq, Math.min(seq + PART, last), out);
    }
  }

  /** Of entries some of which are kept no longer, those that are. */
  private void writeEntries(long after, long upTo, OutputStream out) throws IOException {
    Optional<List<Entry>> entries = log.after(after, upTo, new ReadLimit(PART, Integer.MAX_VALUE));
    if (entries.isPresent()) {
      for (Entry entry : entries.get()) {
        writeLine(Json.object(json -> Json.entry(json, entry)), out);
      }
    } else if (upTo - after > 1) {
      long middle = after + (upTo - after) / 2;
      writeEntries(after, middle, out);
      writeEntries(middle, upTo, out);
    }
  }

  private static void writeLine(byte[] json, OutputStream out) throws IOException {
    out.write(json);
    out.write('\n');
  }

  private void writeMessages(Document document, OutputStream out) throws IOException {
    out.write(document.begin().getBytes(UTF_8));
    for (long seq = 0; seq < last; seq += PART) {
      for (Message message : messages(seq, Math.min(seq + PART, last))) {
        out.write(document.message(message).getBytes(UTF_8));
      }
    }
    out.write(document.end().getBytes(UTF_8));
  }

  /** The messages of a range, as many as it can have. */
  private List<Message> messages(long after, long upTo) {
    return log.before(upTo + 1, new ReadLimit(PART, Integer.MAX_VALUE)).messages().stream()
        .filter(message -> message.seq() > after)
        .toList();
  }

  /** A document of messages for people. */
  interface Document {
    String begin();

    String message(Message message);

    String end();
  }
}
