package chat.web.owner;

import chat.core.Rooms;
import chat.core.name.RoomName;
import chat.web.access.Origins;
import chat.web.export.ExportFormat;
import chat.web.export.RoomExport;
import chat.web.http.Endpoint;
import chat.web.http.RequestedRoom;
import chat.web.http.Responses;
import chat.web.http.Route;
import chat.web.identity.OwnerKey;
import chat.web.listener.TransferDeadline;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * {@code GET /api/owner/rooms/{room}/export?format=jsonl|html|text} sends what was said in a room,
 * as a download. {@code 400} for another format, {@code 404} where nothing was said.
 */
public final class OwnerExport implements Endpoint {
  private final OwnerAccess access;
  private final Rooms rooms;
  private final InstantSource clock;
  private final Function<ServerRequest, TransferDeadline> transfers;

  /**
   * @param transfers gives the deadline of a response that may take any time
   */
  public OwnerExport(
      OwnerKey key,
      Origins origins,
      Rooms rooms,
      InstantSource clock,
      Function<ServerRequest, TransferDeadline> transfers) {
    access = new OwnerAccess(key, origins);
    this.rooms = rooms;
    this.clock = clock;
    this.transfers = transfers;
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.get("/api/owner/rooms/{room}/export", access.only(this::export)));
  }

  private void export(ServerRequest request, ServerResponse response) throws IOException {
    Optional<ExportFormat> format =
        ExportFormat.of(request.query().first("format").orElse(ExportFormat.JSONL.label()));
    Optional<RoomExport> export = RequestedRoom.of(request).flatMap(this::export);
    if (format.isEmpty()) {
      Responses.refuse(request, response, Status.BAD_REQUEST_400);
    } else if (export.isEmpty()) {
      Responses.refuse(request, response, Status.NOT_FOUND_404);
    } else {
      send(export.get(), format.get(), request, response);
    }
  }

  /** The export of a room; empty where nothing was said. */
  private Optional<RoomExport> export(RoomName room) {
    return rooms
        .transcript(room)
        .map(log -> new RoomExport(room, log))
        .filter(export -> !export.isEmpty());
  }

  private void send(
      RoomExport export, ExportFormat format, ServerRequest request, ServerResponse response)
      throws IOException {
    response.headers().set(HeaderNames.CONTENT_TYPE, format.contentType());
    response.headers().set(HeaderNames.CACHE_CONTROL, "no-store");
    response
        .headers()
        .set(HeaderNames.CONTENT_DISPOSITION, "attachment; filename=room." + format.label());
    if (request.prologue().method().equals(Method.HEAD)) {
      response.send();
      return;
    }
    try (OutputStream out = transfers.apply(request).counting(response.outputStream())) {
      export.write(format, clock.instant(), out);
    }
  }
}
