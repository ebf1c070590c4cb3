package chat.media.bytes;

import static chat.media.testing.Pictures.latin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PatchesTest {
  private static final String CONTENT = "0123456789";

  @TempDir Path folder;
  private final Patches patches = new Patches();

  @Test
  void changesKeepTheLength() throws Exception {
    assertThat(copy(10)).isEqualTo(CONTENT);
    patches.erase(7, 2);
    patches.replace(1, latin("ab"));
    assertThat(copy(10)).isEqualTo("0ab3456\0\0" + "9");
  }

  @Test
  void copyEndsAtItsEnd() throws Exception {
    patches.erase(0, 1);
    assertThat(copy(4)).isEqualTo("\0" + "123");
  }

  @Test
  void rangeThatBeginsFirstCovers() throws Exception {
    patches.replace(3, latin("abcd"));
    patches.erase(2, 3);
    patches.erase(2, 4);
    assertThat(copy(10)).isEqualTo("01\0\0\0\0d789");
  }

  @Test
  void sourceReadsNothingBeyondItsEnd() throws Exception {
    try (var source = source()) {
      source.skip(8);
      assertThat(source.u16()).isEqualTo(('8' << 8) | '9');
      assertThatThrownBy(source::u8).isInstanceOf(MalformedMediaException.class);
      source.seek(8);
      assertThatThrownBy(source::u32).isInstanceOf(MalformedMediaException.class);
      assertThatThrownBy(() -> source.bytes(Integer.MAX_VALUE))
          .isInstanceOf(MalformedMediaException.class);
      assertThatThrownBy(() -> source.skip(-1)).isInstanceOf(MalformedMediaException.class);
      assertThatThrownBy(() -> source.seek(11)).isInstanceOf(MalformedMediaException.class);
    }
  }

  private String copy(long end) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var source = source()) {
      patches.copy(source, end, out);
    }
    return out.toString(StandardCharsets.ISO_8859_1);
  }

  private ByteSource source() throws IOException {
    return ByteSource.open(Files.writeString(folder.resolve("file"), CONTENT));
  }
}
