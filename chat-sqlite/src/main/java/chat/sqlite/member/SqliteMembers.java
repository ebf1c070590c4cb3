package chat.sqlite.member;

import chat.core.member.MemberImport;
import chat.core.member.MemberStore;
import chat.core.member.Mention;
import chat.core.member.MentionBatch;
import chat.core.member.OpenedRoom;
import chat.core.member.ReadPosition;
import chat.core.name.Member;
import chat.core.name.RoomName;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The store of members in a file beside the log. One thread reads and writes, so that a read finds
 * what was written before it.
 */
public final class SqliteMembers implements MemberStore {
  public static final String FILE = MemberFile.FILE;

  private final MemberWorker worker;
  private volatile Consumer<String> listener = id -> {};

  /**
   * Limits and periods.
   *
   * @param commitInterval the most that a crash loses
   * @param retryPause between two attempts to open the file
   * @param maxWaiting how many changes and reads may wait for the thread
   */
  public record Settings(Duration commitInterval, Duration retryPause, int maxWaiting) {
    public static final Settings DEFAULTS =
        new Settings(Duration.ofSeconds(1), Duration.ofSeconds(1), 100_000);
  }

  /**
   * Opens nothing yet.
   *
   * @param directory of the log
   * @param clock the time of day
   */
  public SqliteMembers(Path directory, InstantSource clock, Settings settings) {
    worker = new MemberWorker(new MemberFile(directory), clock, settings);
  }

  /** A change that fails is lost; the outage is logged. */
  private void change(MemberWorker.Task<Boolean> task, String memberId) {
    var _ =
        worker
            .submit(task, true)
            .thenAccept(changed -> {
              if (changed) {
                listener.accept(memberId);
              }
            });
  }

  @Override
  public void visited(Member member, RoomName room) {
    change(
        (tables, now) -> {
          tables.visit(member, room, now);
          return true;
        },
        member.id());
  }

  @Override
  public void read(String memberId, RoomName room, ReadPosition position) {
    change((tables, now) -> tables.read(memberId, room, position, now), memberId);
  }

  @Override
  public void forget(String memberId, RoomName room) {
    change(
        (tables, now) -> {
          tables.forget(memberId, room);
          return true;
        },
        memberId);
  }

  @Override
  public List<OpenedRoom> rooms(String memberId) {
    return worker.read((tables, now) -> tables.rooms(memberId, now));
  }

  @Override
  public Map<String, String> visitors(RoomName room, Collection<String> names) {
    return worker.read((tables, now) -> tables.visitors(room, names, now));
  }

  @Override
  public Optional<ReadPosition> mentionedUpTo(RoomName room) {
    return worker.read((tables, now) -> tables.mentionedUpTo(room));
  }

  @Override
  public void add(MentionBatch batch) {
    MemberWorker.Task<Boolean> task =
        (tables, now) -> {
          tables.add(batch, now);
          return true;
        };
    var _ =
        worker
            .submit(task, true)
            .thenAccept(added -> batch.added().forEach(each -> listener.accept(each.memberId())));
  }

  @Override
  public List<Mention> mentions(String memberId, long before, int max) {
    return worker.read((tables, now) -> tables.mentions(memberId, before, max, now));
  }

  @Override
  public void removeExpired() {
    MemberWorker.Task<Boolean> task =
        (tables, now) -> {
          tables.removeExpired(now);
          return true;
        };
    var _ = worker.submit(task, true);
  }

  @Override
  public void copyTo(MemberImport target) {
    new MemberExport(worker).writeTo(target);
  }

  @Override
  public void onChange(Consumer<String> newListener) {
    listener = newListener;
  }

  @Override
  public void close() {
    worker.close();
  }
}
