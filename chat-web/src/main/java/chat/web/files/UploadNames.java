package chat.web.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import chat.core.file.FileName;
import chat.core.name.InvalidNameException;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** The name of a file that is sent: of the query, of the metadata of tus, or of a form's part. */
final class UploadNames {
  private static final HeaderName METADATA = HeaderNames.create("Upload-Metadata");
  private static final String KEY = "filename ";

  private UploadNames() {}

  /** The name in the query. */
  static Optional<String> inQuery(ServerRequest request) {
    return request.query().first("name").asOptional();
  }

  /** The name in the metadata of tus: pairs of a key and a value in Base64. */
  static Optional<String> inMetadata(ServerRequest request) {
    return request
        .headers()
        .first(METADATA)
        .flatMap(pairs ->
            Arrays.stream(pairs.split(","))
                .map(String::strip)
                .filter(pair -> pair.startsWith(KEY))
                .findFirst())
        .map(pair -> decoded(pair.substring(KEY.length())));
  }

  private static String decoded(String base64) {
    try {
      byte[] bytes = Base64.getDecoder().decode(base64);
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (IllegalArgumentException | CharacterCodingException e) {
      throw refusal();
    }
  }

  /** Validates a name. */
  static FileName name(Optional<String> given) {
    try {
      return new FileName(given.orElse(""));
    } catch (InvalidNameException e) {
      throw refusal();
    }
  }

  private static FileRefusal refusal() {
    return new FileRefusal(Status.BAD_REQUEST_400, "file-name");
  }
}
