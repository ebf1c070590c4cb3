package chat.web.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import chat.core.log.Entry;
import chat.web.protocol.Json;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads the entries of an export in lines of JSON. Nothing of it is trusted: each entry has to be
 * one that a room can have, and the numbers have no hole.
 */
public final class ExportReader {
  private static final int PART = 500;

  /** 1 MiB, because a message has 4,096 code points, and its HTML is some times longer. */
  private static final int MAX_LINE = 1 << 20;

  private final Reader lines;
  private final EntryCheck check = new EntryCheck();
  private long line;

  public ExportReader(InputStream export) {
    lines = new BufferedReader(new InputStreamReader(export, UTF_8.newDecoder()));
  }

  /** A line is no entry that may follow the one before. */
  public static final class InvalidLineException extends IOException {
    private static final long serialVersionUID = 1L;

    InvalidLineException(long line, String reason) {
      super("line " + line + ": " + reason);
    }
  }

  /**
   * Reads everything.
   *
   * @param target called with some entries at a time, in their order
   * @return how many there were
   */
  public long read(Consumer<List<Entry>> target) throws IOException {
    checkHead();
    List<Entry> part = new ArrayList<>();
    for (String text = next(); !text.isEmpty(); text = next()) {
      part.add(entry(text));
      if (part.size() == PART) {
        target.accept(part);
        part = new ArrayList<>();
      }
    }
    if (!part.isEmpty()) {
      target.accept(part);
    }
    return check.last();
  }

  private void checkHead() throws IOException {
    EntryFields head = fields(next());
    if (!"export".equals(head.type()) || head.version() != RoomExport.VERSION) {
      throw new InvalidLineException(
          line, "it is no export of this version (\"type\":\"export\",\"version\":1)");
    }
  }

  private Entry entry(String text) throws IOException {
    try {
      Entry entry = fields(text).entry();
      check.follow(entry);
      return entry;
    } catch (IllegalArgumentException e) {
      throw new InvalidLineException(line, e.getMessage());
    }
  }

  private EntryFields fields(String text) throws IOException {
    try (JsonParser json = Json.parser(text)) {
      return EntryFields.read(json);
    } catch (JacksonException | IllegalArgumentException e) {
      throw new InvalidLineException(line, "it is no JSON object of an entry");
    }
  }

  /** The next line; empty at the end. */
  private String next() throws IOException {
    line++;
    var text = new StringBuilder();
    for (int unit = lines.read(); unit >= 0 && unit != '\n'; unit = lines.read()) {
      text.append((char) unit);
      if (text.length() > MAX_LINE) {
        throw new InvalidLineException(line, "it is too long");
      }
    }
    return text.toString();
  }
}
