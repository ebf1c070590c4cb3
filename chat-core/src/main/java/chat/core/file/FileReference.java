package chat.core.file;

/**
 * A file that a message is to have.
 *
 * @param alt a description for members who do not see it, or empty
 */
public record FileReference(FileId id, String alt) {}
