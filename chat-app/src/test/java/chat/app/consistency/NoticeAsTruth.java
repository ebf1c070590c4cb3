package chat.app.consistency;

import chat.core.log.Entry;
import chat.core.log.Follower;
import chat.core.log.Receipt;
import chat.core.log.Transcript;
import chat.core.log.TranscriptProvider.Location;
import chat.core.name.RoomName;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import org.postgresql.Driver;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * Takes the number in a notice for the room's next entry, whether the database has it or not: all
 * entries up to it count as delivered.
 */
final class NoticeAsTruth extends DelegatingTranscript {
  private static final ReadLimit ONE = new ReadLimit(1, Integer.MAX_VALUE);

  private final RoomName room;
  private final Connection connection;
  private final AtomicLong delivered = new AtomicLong();
  private volatile Follower follower = Follower.NONE;

  NoticeAsTruth(Transcript sound, RoomName room, Location database) {
    super(sound);
    this.room = room;
    try {
      connection = connect(database);
      try (Statement statement = connection.createStatement()) {
        statement.execute("LISTEN chat");
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    Thread.ofPlatform().daemon().start(this::listen);
  }

  private static Connection connect(Location database) throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", database.uri().getUserInfo());
    properties.setProperty("password", database.password().orElseThrow());
    String address = database.uri().getHost() + ":" + database.uri().getPort();
    return new Driver()
        .connect("jdbc:postgresql://" + address + database.uri().getPath(), properties);
  }

  private void listen() {
    try {
      while (true) {
        for (PGNotification each : connection.unwrap(PGConnection.class).getNotifications(0)) {
          each.getParameter().lines().skip(1).map(line -> line.split("\t", -1)).forEach(this::read);
        }
      }
    } catch (SQLException e) {
      // The database has ended.
    }
  }

  /** Reads a line of a notice; those about entries have the room and its last entry. */
  private void read(String... fields) {
    if (fields[0].equals("e") && fields[1].equals(room.value())) {
      deliver(Long.parseLong(fields[2]));
    }
  }

  private synchronized void deliver(long seq) {
    if (seq > delivered.get()) {
      delivered.set(seq);
      List<Entry> entry = delegate.after(seq - 1, seq, ONE).orElse(List.of());
      follower.kept(entry.stream().map(each -> new Follower.Kept(each, Receipt.NONE)).toList());
      follower.flushed();
    }
  }

  private synchronized void deliver(List<Follower.Kept> batch) {
    for (Follower.Kept kept : batch) {
      if (kept.entry().seq() > delivered.get()) {
        delivered.set(kept.entry().seq());
        follower.kept(List.of(kept));
      } else {
        kept.receipt().kept(kept.entry().seq());
      }
    }
  }

  @Override
  public long follow(Follower newFollower) {
    follower = newFollower;
    long last =
        delegate.follow(
            new Follower() {
              @Override
              public void kept(List<Kept> batch) {
                deliver(batch);
              }

              @Override
              public void flushed() {
                follower.flushed();
              }
            });
    delivered.set(last);
    return last;
  }
}
