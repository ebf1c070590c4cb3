package chat.web.access;

import chat.core.name.Member;
import chat.core.name.RoomName;
import chat.web.client.RemoteClient;

/** A connection that is admitted. It counts until it is released. */
public final class Permit {
  private final Admission.Admitted admitted;
  private final PendingJoins.PendingJoin join;
  private final ConnectionCounter counter;
  private final RecentMembers recentMembers;

  Permit(
      Admission.Admitted admitted,
      PendingJoins.PendingJoin join,
      ConnectionCounter counter,
      RecentMembers recentMembers) {
    this.admitted = admitted;
    this.join = join;
    this.counter = counter;
    this.recentMembers = recentMembers;
  }

  public Member member() {
    return admitted.member();
  }

  public boolean isOfGuest() {
    return admitted.guest();
  }

  public RoomName room() {
    return admitted.room();
  }

  public RemoteClient client() {
    return admitted.client();
  }

  /** The member has joined the room, which counts it from now on. */
  public void joined() {
    join.end();
  }

  public void release() {
    join.end();
    counter.remove(client().addressGroup());
    recentMembers.add(member(), client().address());
  }
}
