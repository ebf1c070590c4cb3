/** Operations on decoded pictures of TwelveMonkeys. */
module com.twelvemonkeys.common.image {
  requires com.twelvemonkeys.common.lang;
  requires java.desktop;

  exports com.twelvemonkeys.image;
}
