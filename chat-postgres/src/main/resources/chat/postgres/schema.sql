CREATE SCHEMA chat;

CREATE TABLE chat.log (             -- one row
  version integer NOT NULL,
  epoch text NOT NULL               -- names the numbering of all rooms
);

CREATE TABLE chat.room (
  no bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL UNIQUE,
  last bigint NOT NULL DEFAULT 0,   -- the sequence number of its last entry
  at bigint NOT NULL DEFAULT 0      -- the time of its last entry, in milliseconds since 1970
);

CREATE TABLE chat.entry (
  room bigint NOT NULL,
  seq bigint NOT NULL,
  at bigint NOT NULL,
  author text NOT NULL,             -- the member's id, and its name at that time
  name text NOT NULL,
  id text NOT NULL,                 -- the sender's own, or empty
  token uuid,                       -- the server's own, where the sender has none
  kind smallint NOT NULL,           -- 0 said, 1 edited, 2 deleted, 3 reaction on, 4 reaction off
  target bigint NOT NULL,           -- the seq of the message that it answers or is about, or 0
  text text,                        -- NULL once it was taken back; or the emoji
  PRIMARY KEY (room, seq)
);
CREATE UNIQUE INDEX entry_id ON chat.entry (author, room, id) WHERE id <> '';
CREATE UNIQUE INDEX entry_token ON chat.entry (token) WHERE token IS NOT NULL;
CREATE INDEX entry_said ON chat.entry (room, seq) WHERE kind = 0;
CREATE INDEX entry_about ON chat.entry (room, target, seq) WHERE kind > 0;

CREATE TABLE chat.reaction (        -- those that stand, so that nobody has to count entries
  room bigint NOT NULL,
  message bigint NOT NULL,
  emoji text NOT NULL,
  author text NOT NULL,
  name text NOT NULL,
  since bigint NOT NULL,            -- the seq of its entry
  PRIMARY KEY (room, message, emoji, author)
);

CREATE TABLE chat.kind (            -- the kinds of reactions that stand on a message
  room bigint NOT NULL,
  message bigint NOT NULL,
  emoji text NOT NULL,
  since bigint NOT NULL,
  count integer NOT NULL,
  PRIMARY KEY (room, message, emoji)
);

-- What searching finds messages by: all parts of 1 to 3 letters of their words. Written behind the log.
CREATE TABLE chat.gram (
  room bigint NOT NULL,
  message bigint NOT NULL,
  grams text[] NOT NULL,
  PRIMARY KEY (room, message)
);
CREATE INDEX gram_grams ON chat.gram USING gin (grams);

CREATE TABLE chat.indexed (
  room bigint PRIMARY KEY,
  seq bigint NOT NULL               -- the last entry that is reflected in chat.gram
);

-- The limits of a member in a room, over all servers. What a crash of the engine takes away, each server still judges by itself.
CREATE UNLOGGED TABLE chat.rate (
  room bigint NOT NULL,
  member text NOT NULL,
  full_at timestamptz NOT NULL,     -- when the token bucket is full again
  said_at timestamptz,              -- the last message in slow mode
  until timestamptz NOT NULL,       -- from then on, the same as no row
  PRIMARY KEY (room, member)
) WITH (fillfactor = 70);           -- so that an update finds room beside the old row

-- Keeps a batch of drafts in one transaction and one round trip. Answers, for each draft by its index from 1:
--   0 kept as seq, 1 known before as seq, 2 refused as the caller said (kind -1), 3 to be validated again,
--   4 beyond the rate, 5 too early in slow mode: with the time to wait as number, in milliseconds.
-- A draft with "seen" was validated against the entries about its message up to that one. When there is a later one,
-- the draft and all that follow it in its room are answered 3, so that their order stays.
-- The rooms are locked in the order of their numbers, so that two batches cannot wait for each other.
-- Limits are in seconds: the time in which a bucket gains a token, how many it holds, the pause of slow mode; zero: none.
-- A draft counts from when it was said, because it may have waited for the engine, and is judged by when its batch arrived. Each
-- server has judged its own drafts, so the slack keeps a draft from being refused because an earlier one was slower on its way.
-- A batch that arrived later may be kept before; but a time that is a minute too late is of a clock that was set back.
CREATE FUNCTION chat.keep(
    rooms text[], authors text[], names text[], ids text[], tokens uuid[], kinds integer[], targets bigint[],
    texts text[], seens bigint[], token_intervals double precision[], bursts integer[], pauses double precision[],
    ages double precision[], clock bigint)
  RETURNS TABLE (draft integer, outcome integer, number bigint, kept_at bigint)
  LANGUAGE plpgsql VOLATILE SET search_path = chat, pg_catalog AS $$
DECLARE
  r record;
  d record;
  known bigint;
  last_before bigint;
  again boolean;
  arrived timestamptz := statement_timestamp();
  slack CONSTANT interval := '100 ms';
  too_late CONSTANT interval := '1 minute';
  none CONSTANT interval := '0';
  said timestamptz;
  gain interval;
  pause interval;
  spare timestamptz;                -- the latest time to be full again of a bucket with a token
BEGIN
  INSERT INTO room (name)
    SELECT DISTINCT n FROM unnest(rooms, kinds) AS wanted(n, k)
      WHERE k >= 0 AND NOT EXISTS (SELECT FROM room old WHERE old.name = n) ORDER BY n
    ON CONFLICT DO NOTHING;
  PERFORM FROM room WHERE room.name = ANY (rooms) ORDER BY no FOR UPDATE;

  -- Each statement below sees what was committed before the locks were taken.
  FOR r IN
    SELECT wanted.name, coalesce(room.no, 0) AS no, coalesce(room.last, 0) AS last, coalesce(room.at, 0) AS at
      FROM (SELECT DISTINCT n AS name FROM unnest(rooms) AS n) wanted LEFT JOIN room ON room.name = wanted.name
      ORDER BY 2
  LOOP
    last_before := r.last;
    again := false;
    -- A clock that was set back does not reorder a room, unless by more than two days (chat.core.log.EntryClock).
    kept_at := CASE WHEN clock < r.at AND r.at <= clock + 172800000 THEN r.at ELSE clock END;
    FOR d IN
      SELECT * FROM unnest(rooms, authors, names, ids, tokens, kinds, targets, texts, seens)
        WITH ORDINALITY AS drafts(room, author, name, id, token, kind, target, text, seen, index)
        WHERE drafts.room = r.name ORDER BY index
    LOOP
      draft := d.index;
      known := NULL;
      -- With id <> '', because only so the partial index is used.
      IF d.id <> '' THEN
        SELECT e.seq INTO known FROM entry e
          WHERE e.author = d.author AND e.room = r.no AND e.id = d.id AND e.id <> '';
      ELSE
        SELECT e.seq INTO known FROM entry e WHERE e.token = d.token;
      END IF;
      number := known;
      IF known IS NOT NULL THEN
        outcome := 1;
      ELSIF again OR (d.seen IS NOT NULL AND EXISTS (
          SELECT FROM entry e WHERE e.room = r.no AND e.target = d.target AND e.kind > 0
            AND e.seq > d.seen AND e.seq <= last_before)) THEN
        again := true;
        outcome := 3;
      ELSIF d.kind < 0 THEN
        outcome := 2;
      ELSE
        outcome := 0;
        -- The array's elements, because more columns above would cost each draft without a limit as much as the limit costs.
        IF token_intervals[d.index] > 0 OR pauses[d.index] > 0 THEN
          said := arrived - make_interval(secs => ages[d.index]);
          gain := make_interval(secs => token_intervals[d.index]);
          pause := make_interval(secs => pauses[d.index]);
          spare := arrived + slack + gain * (bursts[d.index] - 1);
          INSERT INTO rate AS x VALUES (r.no, d.author, said + gain, CASE WHEN pause > none THEN said END,
              said + greatest(gain, pause))
            ON CONFLICT (room, member) DO UPDATE SET
              full_at = greatest(said, CASE WHEN x.full_at <= spare THEN x.full_at END) + gain,
              said_at = coalesce(excluded.said_at, x.said_at),
              until = greatest(excluded.until, x.until, x.full_at + gain)
            WHERE (gain > none AND x.full_at > spare AND x.full_at <= spare + gain + too_late) IS NOT TRUE
              AND (pause > none AND x.said_at > arrived + slack - pause AND x.said_at <= arrived + too_late) IS NOT TRUE;
          IF NOT FOUND THEN
            SELECT CASE WHEN x.is_empty THEN 4 ELSE 5 END,
                ceil(1000 * extract(epoch FROM CASE WHEN x.is_empty
                  THEN x.full_at - spare + slack ELSE least(pause, x.said_at + pause - arrived) END))
              INTO outcome, number
              FROM (SELECT full_at, said_at, gain > none AND full_at > spare AND full_at <= spare + gain + too_late AS is_empty
                FROM rate WHERE room = r.no AND member = d.author) x;
          END IF;
        END IF;
      END IF;
      IF outcome = 0 THEN
        r.last := r.last + 1;
        number := r.last;
        INSERT INTO entry VALUES (r.no, number, kept_at, d.author, d.name, d.id,
          CASE WHEN d.id = '' THEN d.token END, d.kind, d.target, CASE WHEN d.kind <> 2 THEN d.text END);
        IF d.kind = 2 THEN
          UPDATE entry e SET text = NULL WHERE e.room = r.no AND e.seq = d.target;
          UPDATE entry e SET text = NULL WHERE e.room = r.no AND e.target = d.target AND e.kind > 0 AND e.kind = 1;
          DELETE FROM gram g WHERE g.room = r.no AND g.message = d.target;
          DELETE FROM reaction x WHERE x.room = r.no AND x.message = d.target;
          DELETE FROM kind k WHERE k.room = r.no AND k.message = d.target;
        ELSIF d.kind = 3 THEN
          INSERT INTO reaction VALUES (r.no, d.target, d.text, d.author, d.name, number) ON CONFLICT DO NOTHING;
          IF FOUND THEN
            INSERT INTO kind AS k VALUES (r.no, d.target, d.text, number, 1)
              ON CONFLICT (room, message, emoji) DO UPDATE SET count = k.count + 1;
          END IF;
        ELSIF d.kind = 4 THEN
          DELETE FROM reaction x
            WHERE x.room = r.no AND x.message = d.target AND x.emoji = d.text AND x.author = d.author;
          IF FOUND THEN
            UPDATE kind k SET count = k.count - 1 WHERE k.room = r.no AND k.message = d.target AND k.emoji = d.text;
            DELETE FROM kind k WHERE k.room = r.no AND k.message = d.target AND k.emoji = d.text AND k.count = 0;
          END IF;
        END IF;
      END IF;
      RETURN NEXT;
    END LOOP;
    IF r.last > last_before THEN
      UPDATE room SET last = r.last, at = kept_at WHERE room.no = r.no;
    END IF;
  END LOOP;
END $$;

-- The servers, and the members present at each. What a crash of the engine takes away, they write again.
CREATE UNLOGGED TABLE chat.server (
  id text PRIMARY KEY,
  until timestamptz NOT NULL,       -- the end of its lease
  version bigint NOT NULL           -- of the latest change of its presences; begins at the time, so that it never goes back
);

CREATE UNLOGGED TABLE chat.presence (
  server text NOT NULL,
  room text NOT NULL,
  member text NOT NULL,
  name text NOT NULL,
  present boolean NOT NULL,         -- false for a while after the member has left
  version bigint NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (server, room, member)
);
CREATE INDEX presence_version ON chat.presence (server, version);

-- Renews a server's lease for a time in milliseconds; answers whether the server was not known.
CREATE FUNCTION chat.renew_lease(server_id text, lease bigint) RETURNS boolean
  LANGUAGE plpgsql SET search_path = chat, pg_catalog AS $$
BEGIN
  UPDATE server SET until = clock_timestamp() + lease * interval '1 ms' WHERE id = server_id;
  IF FOUND THEN
    RETURN false;
  END IF;
  INSERT INTO server VALUES (server_id, clock_timestamp() + lease * interval '1 ms',
    (extract(epoch FROM clock_timestamp()) * 1000)::bigint);
  RETURN true;
END $$;

-- Saves changes of a server's presences under its next version. Does nothing for a server that is not known.
CREATE FUNCTION chat.save_presences(
    server_id text, rooms text[], members text[], names text[], presents boolean[]) RETURNS void
  LANGUAGE plpgsql SET search_path = chat, pg_catalog AS $$
DECLARE
  next bigint;
BEGIN
  UPDATE server SET version = version + 1 WHERE id = server_id RETURNING version INTO next;
  INSERT INTO presence
    SELECT server_id, c.room, c.member, c.name, c.present, next, clock_timestamp()
      FROM unnest(rooms, members, names, presents) AS c(room, member, name, present) WHERE next IS NOT NULL
    ON CONFLICT (server, room, member) DO UPDATE
      SET name = excluded.name, present = excluded.present, version = excluded.version, at = excluded.at;
END $$;

-- Removes limits that say no more than a missing row. Those that a batch is about are skipped, so that none waits for another.
CREATE FUNCTION chat.remove_old_rates() RETURNS void
  LANGUAGE sql SET search_path = chat, pg_catalog AS $$
  DELETE FROM rate x
    USING (SELECT room, member FROM rate WHERE until <= clock_timestamp() FOR UPDATE SKIP LOCKED) old
    WHERE x.room = old.room AND x.member = old.member;
$$;

-- Removes the rows of servers whose lease ended, and of members that left, that long ago.
CREATE FUNCTION chat.remove_old_presences(age interval) RETURNS void
  LANGUAGE plpgsql SET search_path = chat, pg_catalog AS $$
BEGIN
  DELETE FROM presence p WHERE NOT p.present AND p.at < clock_timestamp() - age;
  DELETE FROM presence p
    WHERE NOT EXISTS (SELECT FROM server s WHERE s.id = p.server AND s.until >= clock_timestamp() - age);
  DELETE FROM server s WHERE s.until < clock_timestamp() - age;
END $$;
