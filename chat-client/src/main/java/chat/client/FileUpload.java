package chat.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;

/** Sends a file to a room in one request. */
final class FileUpload {
  private static final int CREATED = 201;

  private FileUpload() {}

  static SharedFile send(HttpClient http, URI server, String room, SignIn signIn, Path file)
      throws IOException, InterruptedException {
    String name = ChatClient.Builder.encoded(file.getFileName().toString());
    String path = "/api/rooms/" + ChatClient.Builder.encoded(room) + "/files?name=" + name;
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve(path))
            .header(signIn.header(), signIn.value())
            .POST(BodyPublishers.ofFile(file))
            .build();
    HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
    if (response.statusCode() != CREATED) {
      throw new RefusedException(Integer.toString(response.statusCode()), response.body().strip());
    }
    return EventReader.file(JsonObject.parse(response.body()));
  }
}
