/** TwelveMonkeys's decoder of WebP; ImageIO finds it. */
module com.twelvemonkeys.imageio.webp {
  requires com.twelvemonkeys.common.image;
  requires com.twelvemonkeys.common.io;
  requires com.twelvemonkeys.common.lang;
  requires com.twelvemonkeys.imageio.core;
  requires com.twelvemonkeys.imageio.metadata;
  requires java.desktop;

  provides javax.imageio.spi.ImageReaderSpi with
      com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
}
