package chat.web.api;

import chat.core.Rooms;
import chat.core.file.Attachment;
import chat.core.log.Message;
import chat.core.log.Transcript;
import chat.core.log.Transcript.Page;
import chat.core.log.Transcript.ReadLimit;
import chat.core.member.MemberStore;
import chat.core.member.OpenedRoom;
import chat.core.name.Member;
import chat.core.name.RoomName;
import chat.web.http.Endpoint;
import chat.web.http.Route;
import chat.web.listener.TransferDeadline;
import chat.web.metrics.Limit;
import chat.web.protocol.Json;
import com.fasterxml.jackson.core.JsonGenerator;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Sends all that a member has said in its rooms, as a download:
 *
 * <pre>
 * GET /api/me/messages
 *     {"member":{"id","name"},"at","rooms":[{"room","messages":[
 *       {"seq","at","text","re"?,"edited"?,"files"?:[{"name","type","size","url"}…]}…]}…]}
 * </pre>
 *
 * The rooms are those of {@code GET /api/me/rooms}, the one where it was last first; the messages
 * are as they stand, the newest first, without deleted ones. The log is read in parts, each when
 * the one before is sent. {@code 401} without a cookie, {@code 429} with {@code Retry-After} for a
 * second export of the member at a time.
 */
public final class MemberExport implements Endpoint {
  /** 100 messages, because the reads of others wait for each part. */
  private static final ReadLimit PART = new ReadLimit(100, 256 * 1024);

  /** 10 s after which a client that waits for nothing of its own gets a line break. */
  private static final long MAX_SILENCE_NANOS = Duration.ofSeconds(10).toNanos();

  private final Rooms rooms;
  private final Supplier<MemberStore> members;
  private final MemberRequests requests;
  private final MemberApi.Access access;
  private final ExportPace pace;
  private final InstantSource clock;
  private final Function<ServerRequest, TransferDeadline> transfers;
  private final Set<String> running = ConcurrentHashMap.newKeySet();

  /**
   * @param members gives the store, once it is open
   * @param transfers gives the deadline of a response that may take any time
   */
  public MemberExport(
      Rooms rooms,
      Supplier<MemberStore> members,
      MemberRequests requests,
      MemberApi.Access access,
      ExportPace pace,
      InstantSource clock,
      Function<ServerRequest, TransferDeadline> transfers) {
    this.rooms = rooms;
    this.members = members;
    this.requests = requests;
    this.access = access;
    this.pace = pace;
    this.clock = clock;
    this.transfers = transfers;
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.get("/api/me/messages", requests.signedIn(this::export)));
  }

  private void export(Member member, ServerRequest request, ServerResponse response) {
    Duration wait = access.reads().acquire(member);
    if (!wait.isZero() || !running.add(member.id())) {
      requests.tooMany(Limit.READS, "reads", wait, request, response);
      return;
    }
    try {
      send(member, request, response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      running.remove(member.id());
    }
  }

  private void send(Member member, ServerRequest request, ServerResponse response)
      throws IOException {
    List<RoomName> opened =
        members.get().rooms(member.id()).stream()
            .map(OpenedRoom::room)
            .filter(room -> !access.isBanned(member, room, request))
            .toList();
    response.headers().set(HeaderNames.CONTENT_TYPE, "application/json");
    response.headers().set(HeaderNames.CACHE_CONTROL, "no-store");
    response.headers().set(HeaderNames.CONTENT_DISPOSITION, "attachment; filename=messages.json");
    if (request.prologue().method().equals(Method.HEAD)) {
      response.send();
      return;
    }
    TransferDeadline deadline = transfers.apply(request);
    OutputStream out = deadline.counting(response.outputStream());
    String origin = access.proxies().client(request).origin(request.headers());
    new Document(member, origin, out, deadline).write(opened);
  }

  /** The document of one member. */
  private final class Document {
    private final Member member;
    private final String origin;
    private final JsonGenerator json;
    private final TransferDeadline deadline;
    private long sentAt = System.nanoTime();

    Document(Member member, String origin, OutputStream out, TransferDeadline deadline)
        throws IOException {
      this.member = member;
      this.origin = origin;
      this.deadline = deadline;
      json = Json.generator(out);
    }

    /** Writes all, and closes the stream; after a failure it stays open, so that no end is sent. */
    void write(List<RoomName> opened) throws IOException {
      json.writeStartObject();
      json.writeObjectFieldStart("member");
      json.writeStringField("id", member.id());
      json.writeStringField("name", member.name());
      json.writeEndObject();
      json.writeStringField("at", Json.time(clock.instant()));
      json.writeArrayFieldStart("rooms");
      for (RoomName room : opened) {
        write(room);
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
      json.close();
    }

    private void write(RoomName room) throws IOException {
      Optional<Transcript> log = rooms.transcript(room);
      json.writeStartObject();
      json.writeStringField("room", room.value());
      json.writeArrayFieldStart("messages");
      if (log.isPresent()) {
        write(log.get());
      }
      json.writeEndArray();
      json.writeEndObject();
    }

    private void write(Transcript log) throws IOException {
      long before = Long.MAX_VALUE;
      for (boolean more = true; more; ) {
        long end = before;
        Page page = pace.read(member, () -> log.before(end, PART));
        more = page.more() && !page.messages().isEmpty();
        before = more ? page.messages().getFirst().seq() : 0;
        writeOwn(page);
      }
    }

    private void writeOwn(Page page) throws IOException {
      // Before the write, because the client did not cause the time of the read.
      deadline.restart();
      boolean any = false;
      for (Message message : page.messages().reversed()) {
        if (message.from().id().equals(member.id()) && !message.deleted()) {
          write(message);
          any = true;
        }
      }
      if (any || System.nanoTime() - sentAt > MAX_SILENCE_NANOS) {
        // The line break is a byte to send where there is no message, so that no proxy cuts this.
        json.writeRaw('\n');
        json.flush();
        sentAt = System.nanoTime();
      }
    }

    private void write(Message message) throws IOException {
      json.writeStartObject();
      json.writeNumberField("seq", message.seq());
      json.writeStringField("at", Json.time(message.at()));
      json.writeStringField("text", message.text());
      if (message.replyTo() > 0) {
        json.writeNumberField("re", message.replyTo());
      }
      if (message.editedAt().isPresent()) {
        json.writeStringField("edited", Json.time(message.editedAt().get()));
      }
      if (!message.files().isEmpty()) {
        writeFiles(message.files());
      }
      json.writeEndObject();
    }

    private void writeFiles(List<Attachment> files) throws IOException {
      json.writeArrayFieldStart("files");
      for (Attachment file : files) {
        json.writeStartObject();
        json.writeStringField("name", file.name().value());
        json.writeStringField("type", file.type());
        json.writeNumberField("size", file.size());
        json.writeStringField("url", origin + "/files/" + file.id().value());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
  }
}
