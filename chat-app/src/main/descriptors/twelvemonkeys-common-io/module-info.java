/** Streams of TwelveMonkeys's decoders of pictures. */
module com.twelvemonkeys.common.io {
  requires com.twelvemonkeys.common.lang;
  requires java.desktop;
  requires java.xml;

  exports com.twelvemonkeys.io;
  exports com.twelvemonkeys.io.enc;
  exports com.twelvemonkeys.xml;
}
