/** Basics of TwelveMonkeys's decoders of pictures. */
module com.twelvemonkeys.common.lang {
  requires java.desktop;

  exports com.twelvemonkeys.lang;
  exports com.twelvemonkeys.util;
}
