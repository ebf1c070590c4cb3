package chat.media.testing;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.lang.GeoLocation;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.GpsDirectory;
import com.drew.metadata.icc.IccDirectory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Metadata of a picture, read with metadata-extractor, which has no part in the cleaning. */
public final class Leftovers {
  private final Metadata metadata;

  /** Reads the metadata. */
  public Leftovers(byte[] picture) throws IOException {
    try {
      metadata = ImageMetadataReader.readMetadata(new ByteArrayInputStream(picture));
    } catch (ImageProcessingException e) {
      throw new IOException(e);
    }
  }

  /** The place where it was taken, or null. */
  public GeoLocation location() {
    var gps = metadata.getFirstDirectoryOfType(GpsDirectory.class);
    return gps == null ? null : gps.getGeoLocation();
  }

  /** The names and descriptions of all EXIF tags. */
  public List<String> exif() {
    List<String> tags = new ArrayList<>();
    for (var directory : metadata.getDirectoriesOfType(ExifIFD0Directory.class)) {
      directory.getTags().forEach(tag -> tags.add(tag.getTagName() + ": " + tag.getDescription()));
    }
    return tags;
  }

  /** The names of all kinds of metadata. */
  public List<String> kinds() {
    List<String> kinds = new ArrayList<>();
    metadata.getDirectories().forEach(directory -> kinds.add(directory.getName()));
    return kinds;
  }

  /** True when a colour profile is there, and is read without an error. */
  public boolean hasProfile() {
    var profile = metadata.getFirstDirectoryOfType(IccDirectory.class);
    return profile != null && !profile.hasErrors() && profile.getTagCount() > 10;
  }
}
