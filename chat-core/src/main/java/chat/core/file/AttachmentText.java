package chat.core.file;

import java.util.ArrayList;
import java.util.List;

/**
 * The attachments of a message as a text of one column of a database: a line for each, its fields
 * separated by tabs. No field contains a control character, so that nothing is escaped.
 */
public final class AttachmentText {
  private AttachmentText() {}

  /** Whether neither a name nor a description may contain this code point. */
  static boolean isForbidden(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> isDirectionControl(point);
    };
  }

  /** Bidirectional controls (Unicode Standard Annex 9): {@code gpj.exe} may look like a picture. */
  private static boolean isDirectionControl(int point) {
    return point == 0x061C
        || point == 0x200E
        || point == 0x200F
        || (point >= 0x202A && point <= 0x202E)
        || (point >= 0x2066 && point <= 0x2069);
  }

  /** Formats attachments; null for none, as such a column is empty in most rows. */
  public static String format(List<Attachment> files) {
    if (files.isEmpty()) {
      return null;
    }
    return String.join("\n", files.stream().map(AttachmentText::line).toList());
  }

  private static String line(Attachment file) {
    return String.join(
        "\t",
        file.id().value(),
        file.type(),
        Long.toString(file.size()),
        Integer.toString(file.width()),
        Integer.toString(file.height()),
        file.name().value(),
        file.alt());
  }

  /** The texts by which a message is found: its own, and the names of its files. */
  public static String searchedText(String text, List<Attachment> files) {
    if (files.isEmpty()) {
      return text;
    }
    var searched = new StringBuilder(text);
    for (Attachment file : files) {
      searched.append('\n').append(file.name().value()).append('\n').append(file.alt());
    }
    return searched.toString();
  }

  /** Parses what {@link #format} has written. */
  public static List<Attachment> parse(String text) {
    if (text == null) {
      return List.of();
    }
    List<Attachment> files = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      String[] field = line.split("\t", -1);
      files.add(
          new Attachment(
              new FileId(field[0]),
              new FileName(field[5]),
              field[1],
              Long.parseLong(field[2]),
              Integer.parseInt(field[3]),
              Integer.parseInt(field[4]),
              field[6]));
    }
    return files;
  }
}
