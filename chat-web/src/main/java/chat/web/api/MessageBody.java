package chat.web.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import chat.core.log.Refusal;
import chat.core.log.Refusal.Code;
import chat.web.http.Form;
import chat.web.http.HeaderLines;
import chat.web.protocol.Command;
import io.helidon.common.media.type.MediaTypes;
import io.helidon.http.BadRequestException;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpMediaType;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Optional;

/**
 * Reads a message from the body of a request: {@code text/plain}, a form with the field {@code
 * text}, or JSON. The header {@code Idempotency-Key} is its id.
 */
final class MessageBody {
  private static final HeaderName IDEMPOTENCY_KEY = HeaderNames.create("Idempotency-Key");

  private MessageBody() {}

  /**
   * Reads the message.
   *
   * @throws ApiRefusal when there is none
   */
  static Command.Say read(ServerRequest request, ServerResponse response) {
    Command.Say say = body(request, response);
    String id = key(request).orElse(say.id());
    if (!say.id().isEmpty() && !say.id().equals(id)) {
      throw badFrame();
    }
    return new Command.Say(id, say.text().replace("\r\n", "\n"), say.replyTo(), say.files());
  }

  private static Command.Say body(ServerRequest request, ServerResponse response) {
    HttpMediaType type = type(request);
    if (type.test(MediaTypes.APPLICATION_FORM_URLENCODED)) {
      return plain(field(request, response));
    }
    if (!type.charset().orElse(UTF_8.name()).equalsIgnoreCase(UTF_8.name())) {
      throw unsupported();
    }
    if (type.test(MediaTypes.APPLICATION_JSON)) {
      return json(text(request));
    }
    if (type.test(MediaTypes.TEXT_PLAIN)) {
      return plain(text(request));
    }
    throw unsupported();
  }

  private static HttpMediaType type(ServerRequest request) {
    try {
      return request.headers().contentType().orElse(HttpMediaType.create(MediaTypes.TEXT_PLAIN));
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      // Of Helidon's parser of media types.
      throw unsupported();
    }
  }

  private static Command.Say plain(String text) {
    return new Command.Say("", text, 0, List.of());
  }

  private static String field(ServerRequest request, ServerResponse response) {
    try {
      return Form.of(request, response).first("text").orElseThrow(MessageBody::badFrame);
    } catch (BadRequestException e) {
      throw badFrame();
    }
  }

  private static Command.Say json(String body) {
    return switch (Command.message(body)) {
      case Command.Say say -> say;
      case Command.Invalid invalid -> throw ApiRefusal.of(invalid.refusal());
      default -> throw badFrame();
    };
  }

  private static String text(ServerRequest request) {
    byte[] body = request.content().hasEntity() ? request.content().as(byte[].class) : new byte[0];
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw badFrame();
    }
  }

  private static Optional<String> key(ServerRequest request) {
    List<String> keys = HeaderLines.of(request.headers(), IDEMPOTENCY_KEY);
    if (keys.isEmpty()) {
      return Optional.empty();
    }
    String key = keys.getFirst().strip();
    if (key.length() >= 2 && key.startsWith("\"") && key.endsWith("\"")) {
      key = key.substring(1, key.length() - 1);
    }
    if (keys.size() > 1 || !Command.isId(key)) {
      throw badFrame();
    }
    return Optional.of(key);
  }

  private static ApiRefusal badFrame() {
    return ApiRefusal.of(Refusal.of(Code.BAD_FRAME));
  }

  private static ApiRefusal unsupported() {
    return ApiRefusal.of(Status.UNSUPPORTED_MEDIA_TYPE_415, "media-type", "media-type");
  }
}
