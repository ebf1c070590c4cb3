package chat.media;

import static chat.media.testing.Pictures.SECRET;
import static chat.media.testing.Pictures.text;
import static org.assertj.core.api.Assertions.assertThat;

import chat.media.testing.Pictures;
import com.drew.imaging.ImageMetadataReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifDirectoryBase;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.GpsDirectory;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JpegTest {
  @TempDir Path folder;

  @Test
  void keepsNothingOfExifButTheOrientation() throws Exception {
    byte[] received = Pictures.jpeg(80, 40, 6);
    assertThat(gps(received)).isNotNull();
    assertThat(text(received)).contains(SECRET);

    Path file = Files.write(folder.resolve("received"), received);
    Path cleaned = folder.resolve("cleaned");
    assertThat(MediaProcessor.process(file, cleaned))
        .isEqualTo(new Media("image/jpeg", 40, 80, true));
    byte[] result = Files.readAllBytes(cleaned);
    assertThat(gps(result)).isNull();
    assertThat(text(result)).doesNotContain(SECRET);
    Metadata metadata = ImageMetadataReader.readMetadata(new ByteArrayInputStream(result));
    assertThat(
            metadata
                .getFirstDirectoryOfType(ExifIFD0Directory.class)
                .getInt(ExifDirectoryBase.TAG_ORIENTATION))
        .isEqualTo(6);
    assertThat(Thumbnails.create(cleaned, folder.resolve("thumb")))
        .isEqualTo(new Media("image/jpeg", 40, 80, true));
  }

  private static GpsDirectory gps(byte[] picture) throws Exception {
    return ImageMetadataReader.readMetadata(new ByteArrayInputStream(picture))
        .getFirstDirectoryOfType(GpsDirectory.class);
  }
}
