/** Metadata that TwelveMonkeys's decoders of pictures need, such as colour profiles. */
module com.twelvemonkeys.imageio.metadata {
  requires com.twelvemonkeys.common.io;
  requires com.twelvemonkeys.common.lang;
  requires com.twelvemonkeys.imageio.core;
  requires java.desktop;
  requires java.xml;

  exports com.twelvemonkeys.imageio.metadata;
  exports com.twelvemonkeys.imageio.metadata.exif;
  exports com.twelvemonkeys.imageio.metadata.jpeg;
  exports com.twelvemonkeys.imageio.metadata.psd;
  exports com.twelvemonkeys.imageio.metadata.tiff;
  exports com.twelvemonkeys.imageio.metadata.xmp;
}
