package chat.client;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A message that a client sends.
 *
 * @param id the client's own, 1 to 64 visible ASCII characters: a draft with an id that this member
 *     has used in the room is not said again, not even after a restart of the program; empty: the
 *     client makes one up
 * @param re the message that it answers
 * @param files the ids of files that were uploaded for it
 */
public record Draft(Optional<String> id, String text, OptionalLong re, List<String> files) {
  public Draft {
    Objects.requireNonNull(text);
    files = List.copyOf(files);
  }

  public static Draft of(String text) {
    return new Draft(Optional.empty(), text, OptionalLong.empty(), List.of());
  }

  public Draft withId(String newId) {
    return new Draft(Optional.of(newId), text, re, files);
  }

  public Draft inReplyTo(long seq) {
    return new Draft(id, text, OptionalLong.of(seq), files);
  }

  public Draft with(SharedFile file) {
    List<String> more = new ArrayList<>(files);
    more.add(file.id());
    return new Draft(id, text, re, more);
  }

  /** The frame that says it. */
  String frame(String knownId) {
    Map<String, Object> frame = new LinkedHashMap<>();
    frame.put("type", "say");
    frame.put("id", knownId);
    frame.put("text", text);
    re.ifPresent(seq -> frame.put("re", seq));
    if (!files.isEmpty()) {
      frame.put("files", files.stream().map(file -> Map.of("id", file)).toList());
    }
    return JsonObject.write(frame);
  }
}
