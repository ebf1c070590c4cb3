package chat.media;

import static org.assertj.core.api.Assertions.assertThat;

import chat.media.testing.Cleaning;
import chat.media.testing.Films;
import chat.media.testing.Gifs;
import chat.media.testing.Oggs;
import chat.media.testing.Pictures;
import chat.media.testing.Pngs;
import chat.media.testing.Webms;
import chat.media.testing.Webps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Property test: a damaged file is cleaned or refused, and nothing else happens. */
class MediaFuzzTest {
  /** A file of some KB takes about a millisecond; a busy machine gets a multiple. */
  private static final Duration MOST = Duration.ofSeconds(5);

  /**
   * A million, because decoding what a damaged header claims takes a second for each 50 million.
   */
  private static final long DECODED_PIXELS = 1_000_000;

  private static Path folder;

  private static final List<byte[]> SAMPLES =
      List.of(
          Pictures.jpeg(40, 20, 6),
          Pngs.png(8, 4, 6),
          Pngs.animated(),
          Gifs.animated(),
          Webps.still(),
          Webps.animated(),
          Webps.webp(Webps.lossy()),
          Films.mp4("mp42"),
          Films.mp4("qt  "),
          Films.unusual(true),
          Webms.film(1),
          Webms.stream(),
          Oggs.opus(),
          Oggs.flac(),
          Pictures.latin("<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY a 'b'>]><svg>&a;</svg>"));

  /** A change of one byte: its place as a part of the file, and the new value. */
  record Change(double place, byte value) {}

  @BeforeContainer
  static void createFolder() throws IOException {
    folder = Files.createTempDirectory("chat-media");
  }

  @AfterContainer
  static void deleteFolder() throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  /** Values that lengths and counts fear most, and any. */
  private static Arbitrary<Change> changes() {
    Arbitrary<Byte> values =
        Arbitraries.frequencyOf(
            Tuple.of(1, Arbitraries.of((byte) 0, (byte) 1, (byte) 127, (byte) 128, (byte) -1)),
            Tuple.of(1, Arbitraries.bytes()));
    return Combinators.combine(Arbitraries.doubles().between(0, true, 1, false), values)
        .as(Change::new);
  }

  @Provide
  Arbitrary<byte[]> files() {
    return Combinators.combine(
            Arbitraries.of(SAMPLES),
            changes().list().ofMaxSize(6),
            Arbitraries.frequency(Tuple.of(3, 1.0), Tuple.of(1, 0.7)))
        .as(MediaFuzzTest::damage);
  }

  private static byte[] damage(byte[] sample, List<Change> changes, double length) {
    byte[] damaged = Arrays.copyOf(sample, (int) (sample.length * length));
    for (Change change : changes) {
      damaged[(int) (change.place * damaged.length)] = change.value;
    }
    return damaged;
  }

  @Property(shrinking = ShrinkingMode.OFF)
  void damagedFileIsCleanedOrRefused(@ForAll("files") byte[] file) throws Exception {
    var cleaning = new Cleaning(folder);
    long start = System.nanoTime();
    try {
      Media media = cleaning.process(file);
      assertThat(Files.exists(cleaning.cleaned())).isEqualTo(media.cleaned());
      if (new MediaType(media.type()).isPicture() && pixels(media) < DECODED_PIXELS) {
        createThumbnail(cleaning.cleaned());
      }
    } catch (UnsupportedMediaException e) {
      assertThat(cleaning.cleaned()).doesNotExist();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(MOST);
  }

  private static long pixels(Media media) {
    return (long) media.width() * media.height();
  }

  private static void createThumbnail(Path cleaned) throws IOException {
    Path thumbnail = folder.resolve("thumbnail");
    Files.deleteIfExists(thumbnail);
    try {
      Media media = Thumbnails.create(cleaned, thumbnail);
      assertThat(media.width()).isBetween(1, Thumbnails.MOST_PIXELS_EACH_WAY);
      assertThat(media.height()).isBetween(1, Thumbnails.MOST_PIXELS_EACH_WAY);
    } catch (UnsupportedMediaException e) {
      assertThat(thumbnail).doesNotExist();
    }
  }
}
