package chat.web;

import chat.core.CalledBots.CalledBot;
import chat.core.ChatRoom;
import chat.core.MentionIndexer;
import chat.core.MessageEraser;
import chat.core.MessageModeration;
import chat.core.NicknameClaims;
import chat.core.Nicknames;
import chat.core.Rooms;
import chat.core.SeatRemovals;
import chat.core.SharedNicknames;
import chat.core.cluster.RemovalCommand;
import chat.core.cluster.RulingStore;
import chat.core.cluster.SharedStores;
import chat.core.file.FileStore;
import chat.core.log.Entry;
import chat.core.log.LogListener;
import chat.core.log.Transcripts;
import chat.core.name.Member;
import chat.core.name.RoomName;
import chat.web.access.AddressLimits;
import chat.web.access.Admission;
import chat.web.access.BanPolicy;
import chat.web.access.ConnectionCounter;
import chat.web.access.Origins;
import chat.web.access.RecentMembers;
import chat.web.api.Speaker;
import chat.web.calls.BotCalls;
import chat.web.client.TrustedProxies;
import chat.web.config.FileLimits;
import chat.web.config.FileStorage;
import chat.web.config.ServerSecrets;
import chat.web.config.WebSettings;
import chat.web.delivery.DeliverySettings;
import chat.web.delivery.RoomStreams;
import chat.web.delivery.WriterPool;
import chat.web.files.FileAccess;
import chat.web.files.FileService;
import chat.web.identity.DeviceLinks;
import chat.web.identity.Identity;
import chat.web.identity.NameSkeleton;
import chat.web.identity.OwnerKey;
import chat.web.identity.SignedCookie;
import chat.web.listener.Certificate;
import chat.web.listener.ConnectionLimiter;
import chat.web.listener.ListenerCheck;
import chat.web.metrics.ServerMetrics;
import chat.web.moderation.Bans;
import chat.web.moderation.RoomsWithoutPins;
import chat.web.moderation.RulingFiles;
import chat.web.moderation.SignOuts;
import chat.web.moderation.SlowRooms;
import chat.web.owner.KnownMembers;
import chat.web.owner.Moderation;
import chat.web.programs.ProgramNicknames;
import chat.web.programs.Programs;
import chat.web.session.ChatSocket;
import chat.web.session.ChatUpgrader;
import chat.web.session.ConnectionMonitor;
import chat.web.session.ConnectionTimeouts;
import chat.web.session.DatabaseOutage;
import chat.web.session.MemberStates;
import chat.web.session.RoomConnection;
import chat.web.session.RoomConnections;
import chat.web.watch.RoomWatches;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Composition of a server: creates its components and passes each the others that it uses. */
final class ServerComponents {
  /** 30 s, because a disk may hang for some seconds. */
  private static final Duration KEEP_TIMEOUT = Duration.ofSeconds(30);

  /** 250 ms, so that a mention is told within two seconds. */
  private static final Duration MENTION_GATHER_TIME = Duration.ofMillis(250);

  final WebSettings settings;
  final Transcripts transcripts;
  final ConnectionTimeouts timeouts;
  final InstantSource steadyClock = createSteadyClock();
  final RoomStreams streams = new RoomStreams(DeliverySettings.DEFAULTS);
  final WriterPool writers = new WriterPool(DeliverySettings.DEFAULTS);
  final ServerMetrics metrics = new ServerMetrics();
  final Optional<Certificate> certificate;
  final ListenerCheck listeners;
  final DatabaseOutage outage;
  final MemberStates states;
  final ConnectionMonitor monitor;
  final Rooms rooms;
  final RoomWatches watches;
  final MentionIndexer mentions;
  final BotCalls calls;
  final Speaker speaker;
  final MessageEraser eraser;
  final NicknameClaims nicknames;
  final TrustedProxies proxies;
  final Origins origins;
  final Programs programs;
  final SignOuts signOuts;
  final Identity identity;
  final DeviceLinks deviceLinks;
  final BanPolicy bans;
  final RateLimiters limiters;
  final Optional<FileStore> fileStore;
  final Optional<FileService> files;
  final ConnectionLimiter connections;
  final RecentMembers recentMembers = new RecentMembers(steadyClock);
  final Admission admission;
  final RoomConnections roomConnections;
  final OwnerKey ownerKey;
  final SeatRemovals removals;
  final Moderation moderation;

  /**
   * Creates all components; none of them runs yet.
   *
   * @param fileStorage where the files of members are; empty: none can be sent
   * @param reloading checks for a new certificate, several times a second once the monitor runs
   * @param listenerEnded called once when a listener has ended
   */
  ServerComponents(
      WebSettings settings,
      Transcripts transcripts,
      ServerSecrets secrets,
      Optional<FileStorage> fileStorage,
      ConnectionTimeouts timeouts,
      Runnable reloading,
      Runnable listenerEnded) {
    this.settings = settings;
    this.transcripts = transcripts;
    this.timeouts = timeouts;
    limiters = new RateLimiters(settings, steadyClock);
    certificate = settings.listener().tls().map(Certificate::new);
    listeners = new ListenerCheck(listenerEnded);
    fileStore = fileStorage.map(FileStorage::store);
    rooms = new Rooms(transcripts, rules(settings), fileStore, steadyClock, this::addListeners);
    files = fileStorage.map(this::fileService);
    proxies = new TrustedProxies(settings.listener().trustedProxies());
    origins = new Origins(settings.listener().origins(), proxies);
    RulingStore rulings = rulings(secrets);
    programs = new Programs(rulings);
    nicknames = new ProgramNicknames(nicknames(settings.members().nicknameHold()), programs);
    signOuts = new SignOuts(rulings, InstantSource.system(), SignedCookie.LIFETIME);
    identity =
        new Identity(
            new SignedCookie(secrets.cookieKeys(), InstantSource.system()),
            settings.members().guests(),
            signOuts::contains,
            programs::bot);
    deviceLinks = new DeviceLinks(secrets.cookieKeys(), signOuts::useOnce, InstantSource.system());
    bans = new BanPolicy(new Bans(rulings, InstantSource.system()));
    watches = new RoomWatches(rooms, transcripts::members, bans, RoomWatches.INTERVAL);
    mentions = new MentionIndexer(transcripts, MENTION_GATHER_TIME, this::calledBot);
    transcripts.onCommitted(new CommitSubscriber());
    OptionalInt perAddress = settings.access().connectionsPerAddress();
    connections = new ConnectionLimiter(settings.http(), perAddress, proxies, steadyClock, metrics);
    admission =
        new Admission(
            origins,
            identity,
            bans,
            nicknames,
            rooms,
            new AddressLimits(new ConnectionCounter(perAddress), limiters.newConnections),
            settings.access(),
            recentMembers);
    speaker = new Speaker(rooms, metrics, Speaker.TIMEOUT);
    calls = calls();
    outage =
        new DatabaseOutage(
            transcripts, admission, this::openConnections, settings.messages().databaseWait());
    states = new MemberStates(bans.bans(), rooms.speechRules(), outage, this::openConnections);
    monitor =
        new ConnectionMonitor(
            timeouts,
            settings.messages().writeTimeout(),
            List.of(
                outage,
                states,
                rooms::tick,
                nicknames::expire,
                limiters::expire,
                new MemberCleanup(transcripts::members, steadyClock),
                recentMembers::expire,
                this::tickFiles,
                connections::closeExpired,
                reloading,
                listeners));
    roomConnections =
        new RoomConnections(
            rooms,
            streams,
            monitor,
            outage,
            states,
            timeouts,
            admission,
            connections,
            this::opened,
            settings.messages());
    eraser =
        new MessageEraser(
            transcripts,
            settings.messages().retention(),
            InstantSource.system(),
            MessageEraser.Settings.DEFAULTS,
            streams::erased);
    ownerKey = new OwnerKey(secrets.ownerKey(), InstantSource.system());
    var knownMembers = new KnownMembers(monitor, recentMembers, rooms::nicknameElsewhere);
    removals = new SeatRemovals(rooms, knownMembers::membersAt, this::sendToOthers);
    moderation =
        new Moderation(
            rooms,
            new MessageModeration(transcripts, KEEP_TIMEOUT),
            knownMembers,
            bans.bans(),
            new SlowRooms(rulings, rooms.speechRules()),
            new RoomsWithoutPins(rulings, rooms.speechRules()),
            removals);
  }

  private BotCalls calls() {
    return BotCalls.create(
        programs,
        transcripts,
        mentions,
        admission,
        speaker,
        settings.programs().webhooksToPrivate(),
        metrics.calls(),
        steadyClock);
  }

  private Optional<CalledBot> calledBot(String nameKey) {
    return Optional.ofNullable(programs.calledBots().get(nameKey))
        .flatMap(bot -> bot.callback().map(to -> new CalledBot(bot.member().id(), to.since())));
  }

  private FileService fileService(FileStorage storage) {
    FileLimits limits = settings.files();
    var service =
        new FileService(storage, limits, limiters.files(limits), transcripts, steadyClock);
    transcripts.onDetached(service::erase);
    return service;
  }

  private void tickFiles() {
    files.ifPresent(FileService::tick);
  }

  FileAccess fileAccess() {
    return new FileAccess(
        admission, origins, identity, proxies, bans, nicknames, rooms.speechRules());
  }

  private Set<RoomConnection> openConnections() {
    return monitor.connections();
  }

  /** Applies the settings that need no restart. */
  void reload(WebSettings changed) {
    origins.setAllowed(changed.listener().origins());
    rooms.setRate(rules(changed));
    limiters.reload(changed);
  }

  private static Rooms.Rules rules(WebSettings settings) {
    return new Rooms.Rules(
        settings.members().leaveGrace(),
        settings.messages().perSecond(),
        settings.messages().burst(),
        settings.messages().textLength(),
        settings.access().rooms());
  }

  private NicknameClaims nicknames(Duration hold) {
    return transcripts
        .stores()
        .<NicknameClaims>map(
            stores -> new SharedNicknames(stores.nicknames(), NameSkeleton::skeletons, hold))
        .orElseGet(() -> new Nicknames(NameSkeleton::skeletons, hold, steadyClock));
  }

  private RulingStore rulings(ServerSecrets files) {
    return transcripts
        .stores()
        .map(SharedStores::rulings)
        .orElseGet(() -> new RulingFiles(files, InstantSource.system()));
  }

  private void sendToOthers(RemovalCommand command) {
    transcripts.stores().ifPresent(stores -> stores.send(command));
  }

  /** Begins to follow what other servers change, before the first connection is accepted. */
  void start() {
    eraser.start();
    transcripts
        .members()
        .onChange(member -> {
          watches.memberChanged(member);
          calls.memberChanged(member);
        });
    calls.programsChanged();
    transcripts
        .stores()
        .ifPresent(stores ->
            stores.start(
                new SharedStores.Listener() {
                  @Override
                  public void rulingsChanged() {
                    signOuts.reload();
                    programs.reload();
                    calls.programsChanged();
                    moderation.reload();
                  }

                  @Override
                  public void command(RemovalCommand command) {
                    moderation.carryOut(command);
                  }
                }));
  }

  /** Notifies those who follow the log besides the rooms. */
  private final class CommitSubscriber implements LogListener {
    @Override
    public void committed(RoomName room, Entry entry) {
      watches.committed(room);
      mentions.committed(room, entry);
    }

    @Override
    public void committedElsewhere(RoomName room) {
      watches.committed(room);
      calls.committedElsewhere(room);
    }
  }

  private void opened(Member member, RoomName room) {
    transcripts.members().visited(member, room);
    mentions.opened(room);
  }

  private void addListeners(ChatRoom room) {
    room.addListener(nicknames);
    room.addListener(metrics.messages());
    streams.add(room);
  }

  /** A clock that never goes back, also when the time of day is changed. */
  private static InstantSource createSteadyClock() {
    long zero = System.nanoTime();
    return () -> Instant.EPOCH.plusNanos(System.nanoTime() - zero);
  }

  ChatSocket socket() {
    return new ChatSocket(roomConnections, watches, metrics);
  }

  ChatUpgrader upgrader() {
    return new ChatUpgrader(
        roomConnections,
        admission,
        connections,
        proxies,
        metrics,
        writers,
        timeouts,
        settings.messages());
  }
}
