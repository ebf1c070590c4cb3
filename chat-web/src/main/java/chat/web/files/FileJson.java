package chat.web.files;

import chat.core.file.StoredFile;
import chat.web.protocol.Json;

/** The record of a file as JSON. */
final class FileJson {
  private FileJson() {}

  static byte[] of(StoredFile file) {
    return Json.object(json -> {
      json.writeStringField("id", file.id().value());
      json.writeStringField("name", file.name().value());
      json.writeStringField("type", file.type());
      json.writeNumberField("size", file.size());
      if (file.width() > 0) {
        json.writeNumberField("width", file.width());
        json.writeNumberField("height", file.height());
      }
    });
  }
}
