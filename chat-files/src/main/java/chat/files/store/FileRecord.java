package chat.files.store;

import chat.core.file.FileId;
import chat.core.file.FileName;
import chat.core.file.StoredFile;
import chat.core.file.Upload;
import chat.core.name.RoomName;
import java.util.List;

/**
 * The text form of a record: a line that names the form, then a line for each field. No field
 * contains a line break, so that nothing is escaped.
 */
final class FileRecord {
  private static final String FILE = "chat file 1";
  private static final String UPLOAD = "chat upload 1";
  private static final List<String> FILE_FIELDS =
      List.of("room", "member", "name", "type", "size", "width", "height");
  private static final List<String> UPLOAD_FIELDS = List.of("room", "member", "name", "size");

  private FileRecord() {}

  static String format(StoredFile file) {
    return format(
        FILE,
        FILE_FIELDS,
        file.room().value(),
        file.memberId(),
        file.name().value(),
        file.type(),
        Long.toString(file.size()),
        Integer.toString(file.width()),
        Integer.toString(file.height()));
  }

  static String format(Upload upload) {
    return format(
        UPLOAD,
        UPLOAD_FIELDS,
        upload.room().value(),
        upload.memberId(),
        upload.name().value(),
        Long.toString(upload.size()));
  }

  private static String format(String form, List<String> fields, String... values) {
    StringBuilder text = new StringBuilder(form).append('\n');
    for (int i = 0; i < values.length; i++) {
      if (values[i].indexOf('\n') >= 0) {
        throw new IllegalArgumentException("a line break in the field " + fields.get(i));
      }
      text.append(fields.get(i)).append(' ').append(values[i]).append('\n');
    }
    return text.toString();
  }

  /**
   * Parses the record of a file.
   *
   * @throws IllegalArgumentException when it is damaged
   */
  static StoredFile parseFile(FileId id, String text) {
    List<String> values = parse(FILE, FILE_FIELDS, text);
    return new StoredFile(
        id,
        new RoomName(values.get(0)),
        values.get(1),
        new FileName(values.get(2)),
        values.get(3),
        Long.parseLong(values.get(4)),
        Integer.parseInt(values.get(5)),
        Integer.parseInt(values.get(6)));
  }

  /**
   * Parses the record of an upload.
   *
   * @throws IllegalArgumentException when it is damaged
   */
  static Upload parseUpload(FileId id, String text, long offset) {
    List<String> values = parse(UPLOAD, UPLOAD_FIELDS, text);
    return new Upload(
        id,
        new RoomName(values.get(0)),
        values.get(1),
        new FileName(values.get(2)),
        Long.parseLong(values.get(3)),
        offset);
  }

  private static List<String> parse(String form, List<String> fields, String text) {
    String[] lines = text.split("\n", -1);
    // The last line is complete when an empty one follows.
    if (lines.length != fields.size() + 2
        || !lines[0].equals(form)
        || !lines[lines.length - 1].isEmpty()) {
      throw new IllegalArgumentException("no record of this form");
    }
    String[] values = new String[fields.size()];
    for (int i = 0; i < values.length; i++) {
      String prefix = fields.get(i) + ' ';
      if (!lines[i + 1].startsWith(prefix)) {
        throw new IllegalArgumentException("no field " + fields.get(i));
      }
      values[i] = lines[i + 1].substring(prefix.length());
    }
    return List.of(values);
  }
}
