package chat.web.api;

import chat.core.log.Message;
import chat.core.name.RoomName;
import chat.web.protocol.Json;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;

/** A message, and its room. */
record RoomMessage(RoomName room, Message message) {
  static void write(JsonGenerator json, String field, List<RoomMessage> messages)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (RoomMessage each : messages) {
      json.writeStartObject();
      each.writeFields(json);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  void writeFields(JsonGenerator json) throws IOException {
    json.writeStringField("room", room.value());
    json.writeObjectFieldStart("message");
    Json.message(json, message);
    json.writeEndObject();
  }
}
