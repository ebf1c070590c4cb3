package chat.postgres.presence;

import chat.core.cluster.Cluster;
import chat.core.cluster.ClusterRoom;
import chat.core.cluster.ClusterRoomListener;
import chat.core.name.Member;
import chat.core.name.RoomName;
import chat.postgres.db.Database;
import chat.postgres.db.UninterruptibleJoin;
import chat.postgres.notice.NoticeHandler;
import chat.postgres.notice.Notices;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;

/** The servers of one database: presence in its tables, and typing in notices. */
public final class PostgresCluster implements Cluster, NoticeHandler, AutoCloseable {
  private static final String PRESENCE = "p";
  private static final String TYPING = "t";

  private final Notices notices;
  private final LocalPresences local = new LocalPresences();
  private final RemotePresences remote = new RemotePresences();
  private final PresenceSync sync;
  private final Thread thread;

  public PostgresCluster(Database database, Notices notices, PresenceSync.Settings settings) {
    this.notices = notices;
    sync =
        new PresenceSync(
            database,
            local,
            remote,
            new PresenceTable(notices.server()),
            () -> notices.send(PRESENCE),
            settings);
    thread = Thread.ofPlatform().name("presences").unstarted(sync);
  }

  public void start() {
    thread.start();
  }

  @Override
  public ClusterRoom open(RoomName room, ClusterRoomListener listener) {
    var part = new Room(room, listener);
    remote.open(room, listener);
    return part;
  }

  private final class Room implements ClusterRoom {
    private final RoomName name;
    private final ClusterRoomListener listener;

    Room(RoomName name, ClusterRoomListener listener) {
      this.name = name;
      this.listener = listener;
    }

    @Override
    public void entered(Member member) {
      local.entered(name, member);
      sync.wake();
    }

    @Override
    public void exited(Member member) {
      local.exited(name, member);
      sync.wake();
    }

    @Override
    public void typing(Member member) {
      notices.send(TYPING, name.value(), member.id(), member.name());
    }

    @Override
    public void close() {
      remote.close(name, listener);
    }
  }

  @Override
  public int count(RoomName room) {
    return remote.count(room);
  }

  @Override
  public List<RoomName> rooms() {
    return remote.rooms();
  }

  @Override
  public List<Member> members(RoomName room) {
    return remote.present(room);
  }

  @Override
  public Optional<Member> find(String memberId) {
    return remote.find(memberId);
  }

  @Override
  public void notice(String server, String[] fields) {
    switch (fields[0]) {
      case PRESENCE -> sync.wake();
      case TYPING -> remote.typing(new RoomName(fields[1]), new Member(fields[2], fields[3]));
      default -> {
        // A notice for another handler.
      }
    }
  }

  /** Nothing: the presences are read once a second anyway. */
  @Override
  public void compare(Connection connection) {}

  /** Leaves the members of this server present for a while, because they connect to another. */
  public void stop() {
    local.freeze();
    sync.close();
  }

  /** Stops, and waits until the database knows. */
  @Override
  public void close() {
    stop();
    if (thread.getState() != Thread.State.NEW) {
      UninterruptibleJoin.of(thread);
    }
  }
}
