package chat.media.recording;

import chat.media.bytes.ByteSource;
import java.io.IOException;
import java.io.OutputStream;

/** Copies sound or a film of one container format without its metadata. */
interface RecordingCleaner {
  /** Copies the recording and ends after it, so that bytes behind it are dropped. */
  Recording clean(ByteSource recording, OutputStream cleaned) throws IOException;
}
