package chat.postgres.shared;

import chat.core.cluster.NicknameStore;
import chat.core.name.Member;
import chat.postgres.db.Query;
import chat.postgres.db.StatementRunner;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.function.Function;

/** The claims to nicknames in the table {@code nickname}. */
final class NicknameTable implements NicknameStore {
  /** 10 min, because the claims of a server that was killed are kept so long, as by default. */
  private static final Duration AHEAD = Duration.ofMinutes(10);

  private final StatementRunner statements;
  private final String server;
  private final NicknameUpkeep upkeep;

  /**
   * @param server identifies this server
   */
  NicknameTable(StatementRunner statements, String server) {
    this.statements = statements;
    this.server = server;
    upkeep = new NicknameUpkeep(this);
  }

  /** The work that has to run beside the requests. */
  NicknameUpkeep upkeep() {
    return upkeep;
  }

  @Override
  public boolean claim(NicknameClaim claim) {
    Query query =
        Query.of(
            "SELECT chat.claim(?, ?, ?, ?, ?, ?, ?, make_interval(secs => ?))",
            texts(claim.skeletons(), skeleton -> skeleton),
            claim.member().id(),
            claim.member().name(),
            claim.strength() == Strength.WEAK,
            claim.strength() == Strength.STRONG,
            claim.strength() == Strength.AGAIN,
            claim.isPresent() ? server : "",
            seconds(claim.isPresent() ? AHEAD : claim.time()));
    return statements.run(query::isTrue);
  }

  @Override
  public boolean isFree(Set<String> skeletons, String memberId) {
    Query query =
        Query.of(
            "SELECT NOT chat.nickname_taken(?, ?, false)",
            texts(skeletons, skeleton -> skeleton),
            memberId);
    return statements.run(query::isTrue);
  }

  @Override
  public void release(String memberId, boolean isPresent) {
    update(Query.of("SELECT chat.release(?, ?)", memberId, isPresent ? "" : server));
  }

  @Override
  public void entered(Member member) {
    upkeep.entered(member);
  }

  @Override
  public void exited(Member member, Duration hold) {
    upkeep.exited(member, hold);
  }

  /** Notes that members are not present at this server any more. */
  void exit(Collection<Member> members, Duration hold) {
    update(
        Query.of(
            "SELECT chat.exited(?, ?, ?, make_interval(secs => ?))",
            texts(members, Member::id),
            texts(members, Member::name),
            server,
            seconds(hold)));
  }

  /** Notes that members are present at this server. */
  void enter(Collection<Member> members) {
    renew(members, server);
  }

  /** Puts off the end of the claims of members that are present, here or elsewhere. */
  void renew(Collection<Member> members) {
    renew(members, "");
  }

  private void renew(Collection<Member> members, String at) {
    update(
        Query.of(
            "SELECT chat.renewed(?, ?, ?, make_interval(secs => ?))",
            texts(members, Member::id),
            texts(members, Member::name),
            at,
            seconds(AHEAD)));
  }

  private void update(Query query) {
    var _ = statements.run(connection -> query.rows(connection, row -> true));
  }

  private static <T> String[] texts(Collection<T> all, Function<T, String> text) {
    return all.stream().map(text).toArray(String[]::new);
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
