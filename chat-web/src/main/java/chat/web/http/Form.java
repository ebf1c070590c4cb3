package chat.web.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.helidon.common.buffers.DataReader.IncorrectNewLineException;
import io.helidon.common.buffers.DataReader.InsufficientDataAvailableException;
import io.helidon.common.media.type.MediaTypes;
import io.helidon.common.parameters.Parameters;
import io.helidon.http.BadRequestException;
import io.helidon.http.HeaderValues;
import io.helidon.http.HttpMediaType;
import io.helidon.http.media.UnsupportedTypeException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the form in a request's body. */
public final class Form {
  private Form() {}

  /**
   * Reads the fields. After a body that is malformed or incomplete the connection is closed,
   * because it is unknown where the next request begins.
   *
   * @throws BadRequestException when the body is no form
   */
  public static Parameters of(ServerRequest request, ServerResponse response) {
    try {
      request.headers().contentType().ifPresent(Form::check);
      byte[] body =
          request.content().hasEntity() ? request.content().as(byte[].class) : new byte[0];
      return Parameters.create("form", fields(new String(body, ISO_8859_1)));
    } catch (UnsupportedTypeException
        | CharacterCodingException
        | IncorrectNewLineException
        // Of Helidon's parser of media types, after a quote that does not end.
        | IndexOutOfBoundsException
        | IllegalArgumentException
        | IllegalStateException
        | InsufficientDataAvailableException e) {
      response.headers().set(HeaderValues.CONNECTION_CLOSE);
      throw new BadRequestException("no form", e);
    }
  }

  /** A form is in UTF-8 (URL Standard, section 5); any other charset is refused. */
  private static void check(HttpMediaType type) {
    if (!type.test(MediaTypes.APPLICATION_FORM_URLENCODED)
        || !type.charset().orElse(UTF_8.name()).equalsIgnoreCase(UTF_8.name())) {
      throw new IllegalArgumentException("no form in UTF-8");
    }
  }

  private static Map<String, List<String>> fields(String body) throws CharacterCodingException {
    Map<String, List<String>> fields = new LinkedHashMap<>();
    for (String field : body.split("&", -1)) {
      int end = field.indexOf('=');
      String name = PercentDecoding.decode(end < 0 ? field : field.substring(0, end));
      String value = end < 0 ? "" : PercentDecoding.decode(field.substring(end + 1));
      fields.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
    }
    return fields;
  }
}
