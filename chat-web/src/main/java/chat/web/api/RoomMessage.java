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
      json.writeStringField("room", each.room.value());
      json.writeObjectFieldStart("message");
      Json.message(json, each.message);
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
