package chat.web.calls;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import chat.core.MentionIndexer;
import chat.core.cluster.SharedStores;
import chat.core.cluster.StoreUnavailableException;
import chat.core.log.Transcripts;
import chat.core.member.CallQueue;
import chat.core.name.RoomName;
import chat.web.access.Admission;
import chat.web.api.Speaker;
import chat.web.calls.CallAttempt.Outcome;
import chat.web.metrics.CallMetrics;
import chat.web.programs.Program.Bot;
import chat.web.programs.Programs;
import io.helidon.common.tls.Tls;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.SequencedSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Calls the bots that were mentioned, behind the log: one thread takes what waits in their queues,
 * and starts a virtual thread for each try. What was called is noted in the queue afterwards, so
 * after a crash what was not noted is called again. Of several servers the one that leads does so.
 * The thread starts when there is a bot to call.
 */
public final class BotCalls implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(BotCalls.class.getName());

  /** 1 s between two looks whether this server leads by now. */
  private static final Duration LEADER_INTERVAL = Duration.ofSeconds(1);

  /** 5 s until a call is tried again that this server could not try. */
  private static final Duration RETRY_PAUSE = Duration.ofSeconds(5);

  /** 5,000 rooms are looked at in each interval, because each look reads the log. */
  private static final int MAX_CHECKED = 5_000;

  /** 10,000 rooms in which other servers have committed are looked at; those beyond are not. */
  private static final int MAX_ROOMS = 10_000;

  private final Programs programs;
  private final Transcripts transcripts;
  private final MentionIndexer mentions;
  private final BooleanSupplier leads;
  private final Function<BotCall.Key, Outcome> attempt;
  private final CallSettings settings;
  private final CallMetrics metrics;
  private final InstantSource clock;

  private final Semaphore awake = new Semaphore(0);
  private final Set<String> changed = ConcurrentHashMap.newKeySet();
  private final Set<RoomName> committedElsewhere = ConcurrentHashMap.newKeySet();
  private final Queue<Finished> finished = new ConcurrentLinkedQueue<>();
  private final Set<Thread> attempts = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;
  // Guarded by this.
  private Thread thread;

  // The rest is used by the thread only.
  private final LoadedCalls calls;
  private final SequencedSet<RoomName> unchecked = new LinkedHashSet<>();
  private boolean leading;
  private Instant nextCheck = Instant.MIN;
  private Instant retryAt = Instant.MIN;

  private record Finished(BotCall call, Outcome outcome) {}

  /**
   * Calls nobody yet.
   *
   * @param mentions finds mentions that were not found before a server ended
   * @param leads whether this server is the one of several that calls
   * @param attempt makes one try
   * @param clock monotonic
   */
  BotCalls(
      Programs programs,
      Transcripts transcripts,
      MentionIndexer mentions,
      BooleanSupplier leads,
      Function<BotCall.Key, Outcome> attempt,
      CallSettings settings,
      CallMetrics metrics,
      InstantSource clock) {
    this.programs = programs;
    this.transcripts = transcripts;
    this.mentions = mentions;
    this.leads = leads;
    this.attempt = attempt;
    this.settings = settings;
    this.metrics = metrics;
    this.clock = clock;
    calls = new LoadedCalls(settings, clock);
  }

  /**
   * Calls by HTTP, with the default limits.
   *
   * @param allowsPrivate whether private, link-local and loopback addresses are called, too
   * @param clock monotonic
   */
  public static BotCalls create(
      Programs programs,
      Transcripts transcripts,
      MentionIndexer mentions,
      Admission admission,
      Speaker speaker,
      boolean allowsPrivate,
      CallMetrics metrics,
      InstantSource clock) {
    CallSettings settings = CallSettings.DEFAULTS;
    var resolver = new CheckedResolver(AddressResolver.SYSTEM, allowsPrivate);
    CallClient client =
        new HttpCallClient(resolver, settings, InstantSource.system(), () -> Tls.builder().build());
    var attempt = new CallAttempt(programs, transcripts, admission, speaker, client);
    return new BotCalls(
        programs,
        transcripts,
        mentions,
        () -> transcripts.stores().map(SharedStores::isLeader).orElse(true),
        attempt::run,
        settings,
        metrics,
        clock);
  }

  /** Called when the store of members has changed for a member, also by another server. */
  public void memberChanged(String memberId) {
    CallQueue.botOf(memberId)
        .ifPresent(bot -> {
          changed.add(bot);
          awake.release();
        });
  }

  /** Called after another server has committed in a room. It may have ended right afterwards. */
  public void committedElsewhere(RoomName room) {
    if (!programs.calledBots().isEmpty() && committedElsewhere.size() < MAX_ROOMS) {
      committedElsewhere.add(room);
    }
  }

  /** Called at the start, and when the bots have changed. */
  public synchronized void programsChanged() {
    if (thread == null && !closed && !programs.calledBots().isEmpty()) {
      thread = Thread.ofVirtual().name("calls").start(this::run);
    }
    awake.release();
  }

  private void run() {
    while (!closed) {
      try {
        step();
      } catch (StoreUnavailableException e) {
        LOG.log(Level.DEBUG, "calls wait: {0}", e.getMessage());
        retryAt = clock.instant().plus(RETRY_PAUSE);
      } catch (RuntimeException | Error e) {
        LOG.log(Level.ERROR, "calls wait", e);
        retryAt = clock.instant().plus(RETRY_PAUSE);
      }
      await();
    }
  }

  private void step() {
    takeFinished();
    if (!leads.getAsBoolean()) {
      // The one that leads has them in its memory.
      calls.removeIf(call -> true);
      leading = false;
      return;
    }
    Instant now = clock.instant();
    if (!leading || !now.isBefore(nextCheck)) {
      check();
      nextCheck = now.plus(settings.checkInterval());
    }
    forgetRevoked();
    load();
    calls.start(this::host).forEach(this::start);
    metrics.setWaiting(calls.size());
  }

  /** Looks for what was missed: all at the begin, because a server may have ended. */
  private void check() {
    if (!leading) {
      unchecked.addAll(transcripts.rooms());
      leading = true;
    }
    unchecked.addAll(committedElsewhere);
    committedElsewhere.removeAll(unchecked);
    for (int i = 0; i < MAX_CHECKED && !unchecked.isEmpty(); i++) {
      mentions.check(unchecked.removeFirst());
    }
    programs.calledBots().values().forEach(bot -> changed.add(bot.member().id()));
  }

  private void forgetRevoked() {
    for (String bot : calls.bots()) {
      if (programs.calledBot(bot).isEmpty()) {
        calls.removeIf(call -> call.key().botId().equals(bot));
        queue().clear(bot);
      }
    }
  }

  private void load() {
    for (String bot : List.copyOf(changed)) {
      // Before the look, so that a later change is not missed.
      changed.remove(bot);
      try {
        if (programs.calledBot(bot).isPresent() && !calls.add(bot, queue().waiting(bot))) {
          LOG.log(Level.DEBUG, "some calls of {0} wait in the store", bot);
        }
      } catch (StoreUnavailableException e) {
        changed.add(bot);
        throw e;
      }
    }
  }

  private CallQueue queue() {
    return new CallQueue(transcripts.members());
  }

  private Optional<String> host(String botId) {
    return programs.calledBot(botId).flatMap(Bot::callback).map(to -> to.url().getAuthority());
  }

  private void start(BotCall call) {
    Thread running = Thread.ofVirtual().name("call").unstarted(() -> attempt(call));
    attempts.add(running);
    running.start();
  }

  private void attempt(BotCall call) {
    Outcome outcome = Outcome.POSTPONED;
    try {
      outcome = attempt.apply(call.key());
    } catch (RuntimeException | Error e) {
      LOG.log(Level.ERROR, "a call failed", e);
      outcome = Outcome.FAILED;
    } finally {
      attempts.remove(Thread.currentThread());
      finished.add(new Finished(call, outcome));
      awake.release();
    }
  }

  private void takeFinished() {
    for (Finished next = finished.poll(); next != null; next = finished.poll()) {
      calls.stopped(next.call);
      note(next.call, next.outcome);
    }
  }

  private void note(BotCall call, Outcome outcome) {
    Instant now = clock.instant();
    switch (outcome) {
      case ANSWERED -> {
        metrics.countAnswered();
        call.finish();
      }
      case OBSOLETE -> call.finish();
      case FAILED -> {
        metrics.countFailed();
        if (call.fail(now)) {
          metrics.countGivenUp();
          LOG.log(
              Level.WARNING,
              "{0} is not called again for message {1} of {2}: {3} tries failed",
              call.key().botId(),
              call.key().call().message().seq(),
              call.key().call().room(),
              call.tries());
        }
      }
      case POSTPONED -> call.postpone(now.plus(RETRY_PAUSE));
    }
    if (call.isDone()) {
      BotCall.Key key = call.key();
      calls
          .forgetDone(key)
          .ifPresent(message -> queue().done(key.botId(), key.call().room(), message));
    }
  }

  /** Waits until something has changed or is due. */
  private void await() {
    Instant now = clock.instant();
    Instant until = leading ? nextCheck : now.plus(LEADER_INTERVAL);
    until = calls.nextDue().filter(until::isAfter).orElse(until);
    until = retryAt.isAfter(now) && retryAt.isBefore(until) ? retryAt : until;
    try {
      if (awake.tryAcquire(Math.max(0, Duration.between(now, until).toNanos()), NANOSECONDS)) {
        // Several permits are one change.
        int ignored = awake.drainPermits();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("nothing interrupts this thread", e);
    }
  }

  /** Ends the tries that run; they are repeated after the next start. */
  @Override
  public void close() {
    Thread running;
    synchronized (this) {
      closed = true;
      running = thread;
    }
    awake.release();
    if (running != null) {
      join(running);
    }
    for (Thread each : List.copyOf(attempts)) {
      each.interrupt();
      join(each);
    }
  }

  private static void join(Thread running) {
    try {
      running.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
