package chat.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

/** The reason of a failure stands in a few words, without the path. */
class FileErrorsTest {
  @Test
  void theReasonIsThatOfTheSystem() {
    String full = "No space left on device";
    assertThat(FileErrors.reason(new IOException(full))).isEqualTo(full);
    assertThat(FileErrors.reason(new FileSystemException("/a/file", null, full))).isEqualTo(full);
  }

  @Test
  void whatJavaTellsByATypeAloneHasWords() {
    assertThat(FileErrors.reason(new AccessDeniedException("/a/file")))
        .isEqualTo("permission denied");
    assertThat(FileErrors.reason(new NoSuchFileException("/a/file"))).isEqualTo("no such file");
    assertThat(FileErrors.reason(new MalformedInputException(1))).isEqualTo("it is no text");
  }
}
