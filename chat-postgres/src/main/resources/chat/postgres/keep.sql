-- Keeps a batch of drafts in one transaction and one round trip. Answers, for each draft by its index from 1:
--   0 kept as seq, 1 known before as seq, 2 refused as the caller said (kind -1), 3 to be validated again,
--   4 beyond the rate, 5 too early in slow mode: with the time to wait as number, in milliseconds,
--   6 with a file that a message has, or had, 7 a pin beyond those that a room may have.
-- A deletion that is kept answers also the files that its message had, separated by blanks.
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
    ages double precision[], attachments text[], max_pins integer, clock bigint)
  RETURNS TABLE (draft integer, outcome integer, number bigint, kept_at bigint, detached_files text)
  LANGUAGE plpgsql VOLATILE SET search_path = chat, pg_catalog AS $$
DECLARE
  r record;
  d record;
  known bigint;
  wanted_files text[];
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
      wanted_files := NULL;
      detached_files := NULL;
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
        IF attachments[d.index] IS NOT NULL THEN
          SELECT array_agg(split_part(line, E'\t', 1)) INTO wanted_files
            FROM unnest(string_to_array(attachments[d.index], E'\n')) AS line;
          IF EXISTS (SELECT FROM attachment a WHERE a.file = ANY (wanted_files))
              OR (SELECT count(DISTINCT f) FROM unnest(wanted_files) AS f) < cardinality(wanted_files) THEN
            outcome := 6;
          END IF;
        ELSIF d.kind = 5 THEN
          IF NOT EXISTS (SELECT FROM pin p WHERE p.room = r.no AND p.message = d.target)
              AND (SELECT count(*) FROM pin p WHERE p.room = r.no) >= max_pins THEN
            outcome := 7;
          END IF;
        END IF;
        -- The array's elements, because more columns above would cost each draft without a limit as much as the limit costs.
        IF outcome = 0 AND (token_intervals[d.index] > 0 OR pauses[d.index] > 0) THEN
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
          CASE WHEN d.id = '' THEN d.token END, d.kind, d.target, CASE WHEN d.kind <> 2 THEN d.text END, attachments[d.index]);
        IF wanted_files IS NOT NULL THEN
          INSERT INTO attachment SELECT f, r.no, number, false FROM unnest(wanted_files) AS f;
        END IF;
        IF d.kind = 2 THEN
          UPDATE entry e SET text = NULL, files = NULL WHERE e.room = r.no AND e.seq = d.target;
          WITH lost AS (UPDATE attachment a SET detached = true
              WHERE a.room = r.no AND a.message = d.target AND NOT a.detached RETURNING a.file)
            SELECT string_agg(file, ' ') INTO detached_files FROM lost;
          UPDATE entry e SET text = NULL WHERE e.room = r.no AND e.target = d.target AND e.kind > 0 AND e.kind = 1;
          DELETE FROM gram g WHERE g.room = r.no AND g.message = d.target;
          DELETE FROM reaction x WHERE x.room = r.no AND x.message = d.target;
          DELETE FROM kind k WHERE k.room = r.no AND k.message = d.target;
          DELETE FROM pin p WHERE p.room = r.no AND p.message = d.target;
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
        ELSIF d.kind = 5 THEN
          INSERT INTO pin VALUES (r.no, d.target) ON CONFLICT DO NOTHING;
        ELSIF d.kind = 6 THEN
          DELETE FROM pin p WHERE p.room = r.no AND p.message = d.target;
        END IF;
      END IF;
      RETURN NEXT;
    END LOOP;
    IF r.last > last_before THEN
      UPDATE room SET last = r.last, at = kept_at WHERE room.no = r.no;
    END IF;
  END LOOP;
END $$;
