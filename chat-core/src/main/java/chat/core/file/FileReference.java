package chat.core.file;

import java.util.Optional;

/**
 * A file that a message is to have.
 *
 * @param alt a description for members who do not see it, or empty
 */
public record FileReference(FileId id, String alt) {
  /** A reference by texts of a client; empty where one of them is not valid. */
  public static Optional<FileReference> of(String id, String alt) {
    return Attachment.isDescription(alt)
        ? FileId.parse(id).map(parsed -> new FileReference(parsed, alt))
        : Optional.empty();
  }
}
