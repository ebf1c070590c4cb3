package chat.web.listener;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import chat.web.config.StartupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a certificate's private key from a PEM file. The JDK reads PKCS #8 alone; the two older
 * forms that certbot and openssl write are wrapped. For any other form and for an encrypted key the
 * error names the command that converts it.
 */
record PrivateKeyFile(Path path) {
  private static final Pattern PEM =
      Pattern.compile(
          "-----BEGIN ([A-Z0-9 ]*PRIVATE KEY)-----(.*?)-----END \\1-----", Pattern.DOTALL);
  private static final List<String> ALGORITHMS = List.of("EC", "RSA", "EdDSA");

  /**
   * Reads the key.
   *
   * @throws StartupException with a sentence for the owner
   */
  PrivateKey read() throws IOException {
    Matcher pem = PEM.matcher(Files.readString(path, ISO_8859_1));
    if (!pem.find()) {
      throw refuse("does not hold a private key as PEM (-----BEGIN PRIVATE KEY-----)");
    }
    String body = pem.group(2);
    return switch (pem.group(1)) {
      case "ENCRYPTED PRIVATE KEY" -> throw convert("is encrypted");
      case String older when body.contains("ENCRYPTED") -> throw convert("is encrypted");
      case "PRIVATE KEY" -> decoded(bytes(body));
      case "RSA PRIVATE KEY" -> decoded(OlderKey.rsa(bytes(body)));
      case "EC PRIVATE KEY" -> decoded(OlderKey.ec(bytes(body)));
      case String older -> throw convert("holds an older form of key (" + older + ")");
    };
  }

  private byte[] bytes(String body) {
    try {
      return Base64.getMimeDecoder().decode(body);
    } catch (IllegalArgumentException e) {
      throw spoilt();
    }
  }

  private PrivateKey decoded(byte[] pkcs8) {
    return ALGORITHMS.stream()
        .flatMap(algorithm -> decoded(algorithm, pkcs8).stream())
        .findFirst()
        .orElseThrow(this::spoilt);
  }

  private StartupException spoilt() {
    return refuse("holds no key for EC, RSA or EdDSA, or a spoilt one");
  }

  private static Optional<PrivateKey> decoded(String algorithm, byte[] pkcs8) {
    try {
      return Optional.of(
          KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  /** To PKCS #8, without a password. */
  private StartupException convert(String reason) {
    return refuse(
        reason
            + ". Make a plain one of it, which only the server's user may read: openssl pkcs8 -topk8 -nocrypt -in "
            + path
            + " -out "
            + path
            + ".pkcs8, and name that file");
  }

  private StartupException refuse(String reason) {
    return new StartupException("--tls-key: " + path + " " + reason + ".", null);
  }
}
