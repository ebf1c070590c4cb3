package chat.core.member;

import chat.core.name.Member;
import chat.core.name.RoomName;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A store that keeps nothing. */
final class NoMembers implements MemberStore {
  @Override
  public void visited(Member member, RoomName room) {}

  @Override
  public void read(String memberId, RoomName room, ReadPosition position) {}

  @Override
  public void forget(String memberId, RoomName room) {}

  @Override
  public List<OpenedRoom> rooms(String memberId) {
    return List.of();
  }

  @Override
  public Map<String, String> visitors(RoomName room, Collection<String> names) {
    return Map.of();
  }

  @Override
  public Optional<ReadPosition> mentionedUpTo(RoomName room) {
    return Optional.empty();
  }

  @Override
  public void add(MentionBatch batch) {}

  @Override
  public List<Mention> mentions(String memberId, long before, int max) {
    return List.of();
  }

  @Override
  public void copyTo(MemberImport target) {}

  @Override
  public void removeExpired() {}

  @Override
  public void onChange(Consumer<String> listener) {}

  @Override
  public void close() {}
}
