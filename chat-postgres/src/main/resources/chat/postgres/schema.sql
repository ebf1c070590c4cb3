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
