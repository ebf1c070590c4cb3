/** TwelveMonkeys's decoder of JPEG; ImageIO finds it. */
module com.twelvemonkeys.imageio.jpeg {
  requires com.twelvemonkeys.common.image;
  requires com.twelvemonkeys.common.io;
  requires com.twelvemonkeys.common.lang;
  requires com.twelvemonkeys.imageio.core;
  requires com.twelvemonkeys.imageio.metadata;
  requires java.desktop;
  requires java.xml;

  provides javax.imageio.spi.ImageReaderSpi with
      com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
}
