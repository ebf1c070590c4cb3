package chat.media;

import static chat.media.testing.Pictures.latin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.media.testing.Cleaning;
import chat.media.testing.Films;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Types by content, and which are refused. */
class MediaProcessorTest {
  @TempDir Path folder;
  private Cleaning cleaning;

  @BeforeEach
  void open() {
    cleaning = new Cleaning(folder);
  }

  @Test
  void otherTypesAreNotChangedAndNotInline() throws Exception {
    downloaded("<svg xmlns=\"http://www.w3.org/2000/svg\"><script/></svg>", "image/svg+xml");
    downloaded("<!doctype html><script>alert(1)</script>", "text/html");
    downloaded("%PDF-1.4\n", "application/pdf");
    downloaded("PK\3\4" + "\0".repeat(26), "application/zip");
    downloaded("a text", "text/plain");
    downloaded("\0\1\2\3", "application/octet-stream");
    downloaded("", "application/octet-stream");
  }

  private void downloaded(String content, String type) throws Exception {
    assertThat(cleaning.process(latin(content))).isEqualTo(new Media(type, 0, 0, false));
    assertThat(cleaning.cleaned()).doesNotExist();
    assertThat(new MediaType(type).isInline()).isFalse();
  }

  @Test
  void typesThatMayHoldALocationAndAreNotCleanedAreRefused() {
    refused(Films.box("ftyp", latin("heic\0\0\0\0mif1heic")));
    refused(Films.box("ftyp", latin("avif\0\0\0\0mif1avif")));
    refused(latin("II*\0\10\0\0\0" + "\0".repeat(20)));
    refused(latin("RIFF\44\0\0\0AVI LIST\20\0\0\0hdrl" + "\0".repeat(24)));
    refused(latin("8BPS\0\1" + "\0".repeat(30)));
  }

  private void refused(byte[] content) {
    assertThatThrownBy(() -> cleaning.process(content))
        .isInstanceOfSatisfying(
            UnsupportedMediaException.class,
            e -> assertThat(e.reason().code()).isEqualTo("not-cleanable"));
    assertThat(cleaning.cleaned()).doesNotExist();
  }

  @Test
  void inlineAreTheTypesThatBrowsersShowOrPlay() {
    assertThat(new MediaType("image/webp"))
        .returns(true, MediaType::isPicture)
        .returns(false, MediaType::isSound)
        .returns(true, MediaType::isInline);
    assertThat(new MediaType("audio/flac")).returns(true, MediaType::isSound);
    assertThat(new MediaType("video/webm")).returns(true, MediaType::isFilm);
    assertThat(new MediaType("video/x-matroska")).returns(false, MediaType::isInline);
  }
}
