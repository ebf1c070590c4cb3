package chat.postgres.file;

import chat.core.file.FileId;
import chat.core.file.FileName;
import chat.core.file.StoredFile;
import chat.core.file.Upload;
import chat.core.name.RoomName;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Rows of the table {@code file}, which are files or uploads, and the columns that are read. */
final class FileRow {
  static final String UPLOAD = "id, room, member, name, size, received";
  static final String FILE = "id, room, member, name, type, size, width, height";

  private FileRow() {}

  static Upload upload(ResultSet row) throws SQLException {
    return new Upload(
        new FileId(row.getString(1)),
        new RoomName(row.getString(2)),
        row.getString(3),
        new FileName(row.getString(4)),
        row.getLong(5),
        row.getLong(6));
  }

  static StoredFile file(ResultSet row) throws SQLException {
    return new StoredFile(
        new FileId(row.getString(1)),
        new RoomName(row.getString(2)),
        row.getString(3),
        new FileName(row.getString(4)),
        row.getString(5),
        row.getLong(6),
        row.getInt(7),
        row.getInt(8));
  }
}
