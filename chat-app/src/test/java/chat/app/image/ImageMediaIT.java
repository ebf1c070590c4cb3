package chat.app.image;

import static org.assertj.core.api.Assertions.assertThat;

import chat.media.Media;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures in the image: its modules must find the table of types, and decoders as services. */
@Tag("image")
class ImageMediaIT {
  private static final Path JAVA = Path.of(System.getProperty("chat.image"), "bin/java");

  /** 40 × 20 pixels, half of them transparent. */
  private static final String WEBP =
      "UklGRioAAABXRUJQVlA4TB0AAAAvJ8AEEA8Q87///wMMBwTZNvOnvUEFDhDR/6jxDgA=";

  @TempDir private Path folder;

  @Test
  void theImageCleansAndDecodesPicturesWithoutAWindowSystem() throws Exception {
    Path jpeg = folder.resolve("jpeg");
    ImageIO.write(new BufferedImage(1280, 640, BufferedImage.TYPE_INT_RGB), "jpeg", jpeg.toFile());
    Path webp = Files.write(folder.resolve("webp"), Base64.getDecoder().decode(WEBP));
    assertThat(probe(jpeg, webp))
        .containsExactly(
            new Media("image/jpeg", 1280, 640, true).toString(),
            new Media("image/jpeg", 640, 320, true).toString(),
            new Media("image/webp", 40, 20, true).toString(),
            new Media("image/png", 40, 20, true).toString());
  }

  private static List<String> probe(Path... pictures) throws Exception {
    Path classes =
        Path.of(MediaProbe.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    var command =
        new ProcessBuilder(
            JAVA.toString(),
            "--add-modules=chat.media",
            "-cp",
            classes.toString(),
            MediaProbe.class.getName());
    for (Path picture : pictures) {
      command.command().add(picture.toString());
    }
    command.environment().put("DISPLAY", ":99");
    Process process = command.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (var output = process.inputReader()) {
      List<String> lines = output.readAllLines();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      return lines;
    }
  }
}
