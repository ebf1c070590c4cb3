-- Format 2: messages have files.
DROP FUNCTION IF EXISTS chat.keep(
  text[], text[], text[], text[], uuid[], integer[], bigint[], text[], bigint[], double precision[], integer[],
  double precision[], double precision[], bigint);

ALTER TABLE chat.entry ADD COLUMN files text;  -- those of a message (chat.core.file.AttachmentText); NULL without one

CREATE TABLE chat.attachment (      -- the files that a message has, or had
  file text PRIMARY KEY,
  room bigint NOT NULL,
  message bigint NOT NULL,
  detached boolean NOT NULL         -- once the message was deleted
);
CREATE INDEX attachment_message ON chat.attachment (room, message) WHERE NOT detached;

CREATE TABLE chat.file (            -- files and uploads
  id text PRIMARY KEY,
  room text NOT NULL,
  member text NOT NULL,
  name text NOT NULL,
  type text,                        -- NULL for an upload
  size bigint NOT NULL,             -- of an upload: that it is to have
  width integer NOT NULL DEFAULT 0,
  height integer NOT NULL DEFAULT 0,
  received bigint NOT NULL DEFAULT 0,
  used_at bigint NOT NULL,          -- in milliseconds since 1970, by the clock of a server
  thumbnail bytea
);

CREATE TABLE chat.file_chunk (
  file text NOT NULL REFERENCES chat.file ON DELETE CASCADE,
  place bigint NOT NULL,            -- of its first byte
  bytes bytea NOT NULL,
  PRIMARY KEY (file, place)
);
-- Pictures and films are compressed already, and a part of a chunk is read without the rest.
ALTER TABLE chat.file_chunk ALTER COLUMN bytes SET STORAGE EXTERNAL;
