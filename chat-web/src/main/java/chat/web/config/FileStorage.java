package chat.web.config;

import chat.core.file.FileStore;
import java.nio.file.Path;

/**
 * The place of the files that members send.
 *
 * @param store keeps them
 * @param temporary a folder for files that are being cleaned, best on the same disk; created when
 *     it is needed
 */
public record FileStorage(FileStore store, Path temporary) {}
