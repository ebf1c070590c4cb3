-- What the servers share besides the log. All times are those of the database.

CREATE TABLE chat.secret (
  kind text NOT NULL,               -- cookie-key or owner-key
  value text NOT NULL,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),  -- the newest key signs, all of them verify
  PRIMARY KEY (kind, value)
);

-- Inserts a secret unless there is one of its kind; returns whether it did.
CREATE FUNCTION chat.insert_first_secret(wanted text, candidate text)
  RETURNS boolean
  LANGUAGE plpgsql VOLATILE SET search_path = chat, pg_catalog AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(1667785076, 0);
  INSERT INTO secret (kind, value)
    SELECT wanted, candidate WHERE NOT EXISTS (SELECT FROM secret s WHERE s.kind = wanted);
  RETURN FOUND;
END $$;

CREATE TABLE chat.nickname (        -- the claims to nicknames, one row for each skeleton
  skeleton text PRIMARY KEY,
  member text NOT NULL,
  name text NOT NULL,
  until timestamptz NOT NULL,       -- put off while the member is present
  weak boolean NOT NULL,            -- yields to the sign-in of another member until its own is present
  former boolean NOT NULL,          -- replaced or released, and kept for the servers where it is still in use
  servers text[] NOT NULL           -- where the member is present under this name
);
CREATE INDEX nickname_member ON chat.nickname (member);

-- Whether another member has a name, so that this one cannot claim it.
CREATE FUNCTION chat.nickname_taken(skeletons text[], claimant text, over_weak boolean)
  RETURNS boolean
  LANGUAGE sql VOLATILE SET search_path = chat, pg_catalog AS $$
  SELECT EXISTS (
    SELECT FROM nickname n WHERE n.skeleton = ANY (skeletons) AND n.member <> claimant
      AND n.until > clock_timestamp() AND NOT (n.former AND n.servers = '{}') AND NOT (n.weak AND over_weak));
$$;

-- Claims a name for a member; returns false when another member has it. With "again" it fails also when the member has
-- another name. An empty server: the member is present nowhere yet.
CREATE FUNCTION chat.claim(
    skeletons text[], claimant text, wanted text, weakly boolean, over_weak boolean, again boolean,
    server text, kept interval)
  RETURNS boolean
  LANGUAGE plpgsql VOLATILE SET search_path = chat, pg_catalog AS $$
DECLARE
  present text[] := CASE WHEN server = '' THEN '{}' ELSE ARRAY[server] END;
BEGIN
  -- Most claims are those of cookies, and change nothing.
  IF cardinality(skeletons) = (SELECT count(*) FROM nickname n
      WHERE n.skeleton = ANY (skeletons) AND n.member = claimant AND n.name = wanted AND NOT n.former
        AND n.until > clock_timestamp() + kept / 2 AND (weakly OR NOT n.weak) AND n.servers @> present) THEN
    RETURN true;
  END IF;
  IF again THEN
    -- A claim of a cookie that a crash of the database loses is made again, so nobody waits for the disk.
    PERFORM set_config('synchronous_commit', 'off', true);
  END IF;
  -- One at a time, because a claim is about several rows of several members. Each statement below sees those before.
  PERFORM pg_advisory_xact_lock(1667785076, 1);
  IF again AND EXISTS (SELECT FROM nickname n
      WHERE n.member = claimant AND n.name <> wanted AND NOT n.former AND n.until > clock_timestamp()) THEN
    RETURN false;
  END IF;
  IF nickname_taken(skeletons, claimant, over_weak) THEN
    RETURN false;
  END IF;
  UPDATE nickname n SET former = true WHERE n.member = claimant AND n.name <> wanted AND NOT n.former;
  DELETE FROM nickname n WHERE n.member = claimant AND n.former AND n.name <> wanted AND n.servers = '{}';
  DELETE FROM nickname n USING nickname other
    WHERE other.skeleton = ANY (skeletons) AND other.member <> claimant
      AND n.member = other.member AND n.name = other.name;
  INSERT INTO nickname AS n
    SELECT skeleton, claimant, wanted, clock_timestamp() + kept, weakly AND server = '', false, present
      FROM unnest(skeletons) AS skeleton
    ON CONFLICT (skeleton) DO UPDATE SET
      name = wanted,
      until = greatest(n.until, excluded.until),
      weak = excluded.weak AND n.servers = '{}' AND (n.weak OR n.former OR n.name <> wanted),
      former = false,
      servers = CASE WHEN n.name <> wanted THEN present WHEN n.servers @> present THEN n.servers ELSE n.servers || present END;
  RETURN true;
END $$;

-- Ends the claims of a member that is not present at a server; those that are in use elsewhere, when it has left there.
CREATE FUNCTION chat.release(claimant text, server text)
  RETURNS void
  LANGUAGE plpgsql VOLATILE SET search_path = chat, pg_catalog AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(1667785076, 1);
  UPDATE nickname n SET former = true, servers = array_remove(n.servers, server) WHERE n.member = claimant;
  DELETE FROM nickname n WHERE n.member = claimant AND n.servers = '{}';
END $$;

-- Notes that members are not present at a server any more.
CREATE FUNCTION chat.exited(members text[], names text[], server text, hold interval)
  RETURNS void
  LANGUAGE plpgsql VOLATILE SET search_path = chat, pg_catalog AS $$
BEGIN
  PERFORM set_config('synchronous_commit', 'off', true);
  PERFORM pg_advisory_xact_lock(1667785076, 1);
  UPDATE nickname n SET
      servers = array_remove(n.servers, server),
      until = CASE WHEN n.servers = ARRAY[server] THEN clock_timestamp() + hold ELSE n.until END
    FROM unnest(members, names) AS gone(member, name)
    WHERE n.member = gone.member AND n.name = gone.name AND server = ANY (n.servers);
  DELETE FROM nickname n WHERE n.member = ANY (members) AND n.former AND n.servers = '{}';
END $$;

-- Puts off the end of the claims of members that are present, and removes claims that are over. A server that is not
-- empty is noted as one where they are present.
CREATE FUNCTION chat.renewed(members text[], names text[], server text, ahead interval)
  RETURNS void
  LANGUAGE plpgsql VOLATILE SET search_path = chat, pg_catalog AS $$
BEGIN
  PERFORM set_config('synchronous_commit', 'off', true);
  PERFORM pg_advisory_xact_lock(1667785076, 1);
  UPDATE nickname n SET
      until = clock_timestamp() + ahead,
      servers = CASE WHEN server = '' OR server = ANY (n.servers) THEN n.servers ELSE n.servers || server END
    FROM unnest(members, names) AS present(member, name)
    WHERE n.member = present.member AND n.name = present.name
      AND CASE WHEN server = '' THEN n.servers <> '{}' AND n.until < clock_timestamp() + ahead / 2
            ELSE NOT server = ANY (n.servers) END;
  DELETE FROM nickname n WHERE n.until < clock_timestamp() - interval '1 minute';
END $$;

CREATE TABLE chat.counter (         -- one row, by which the servers notice a change
  rulings bigint NOT NULL,
  commands bigint NOT NULL          -- the number of the last command; locked until its commit, so that none is overtaken
);
INSERT INTO chat.counter VALUES (0, 0);

CREATE TABLE chat.ruling (          -- the owner's
  kind text NOT NULL,
  target text NOT NULL,
  until timestamptz NOT NULL,       -- or infinity
  pause interval NOT NULL,          -- between two messages of a member, for slow mode
  PRIMARY KEY (kind, target)
);

CREATE TABLE chat.command (         -- to take seats away
  no bigint PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  server text NOT NULL,             -- the one that has sent it, and has carried it out itself
  kind text NOT NULL,
  target text NOT NULL,
  detail text NOT NULL              -- the member's new name, the time of a ban, or empty
);

-- Adds a ruling in place of the one of its kind about its target, and removes those that have ended. NULL: until infinity.
CREATE FUNCTION chat.rule(ruled text, about text, lasting double precision, paused double precision)
  RETURNS void
  LANGUAGE plpgsql VOLATILE SET search_path = chat, pg_catalog AS $$
BEGIN
  UPDATE counter SET rulings = rulings + 1;
  INSERT INTO ruling AS r VALUES (ruled, about,
      coalesce(clock_timestamp() + make_interval(secs => lasting), 'infinity'), make_interval(secs => paused))
    ON CONFLICT (kind, target) DO UPDATE SET until = excluded.until, pause = excluded.pause;
  DELETE FROM ruling r WHERE r.until <= clock_timestamp();
END $$;

CREATE FUNCTION chat.lift(ruled text, about text)
  RETURNS void
  LANGUAGE plpgsql VOLATILE SET search_path = chat, pg_catalog AS $$
BEGIN
  UPDATE counter SET rulings = rulings + 1;
  DELETE FROM ruling r WHERE r.kind = ruled AND r.target = about;
END $$;

-- Sends a command, and removes those that are so old that each server has carried them out, or has ended.
CREATE FUNCTION chat.send(sender text, sent text, about text, more text)
  RETURNS void
  LANGUAGE plpgsql VOLATILE SET search_path = chat, pg_catalog AS $$
DECLARE
  next bigint;
BEGIN
  UPDATE counter SET commands = commands + 1 RETURNING commands INTO next;
  INSERT INTO command (no, server, kind, target, detail) VALUES (next, sender, sent, about, more);
  DELETE FROM command c WHERE c.at < clock_timestamp() - interval '1 hour';
END $$;
