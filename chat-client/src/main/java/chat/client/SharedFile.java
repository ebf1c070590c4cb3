package chat.client;

import java.util.Optional;

/**
 * A file of a message.
 *
 * @param id the last part of its address, {@code /files/ID}
 * @param size in bytes
 * @param alt its description, if its sender gave one
 */
public record SharedFile(String id, String name, String type, long size, Optional<String> alt) {}
