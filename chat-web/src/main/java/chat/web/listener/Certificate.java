package chat.web.listener;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import chat.web.config.StartupException;
import chat.web.config.TlsFiles;
import io.helidon.common.tls.Tls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The server's certificate, which is read again when its files change. New connections get the new
 * one; existing connections stay.
 */
public final class Certificate {
  private static final System.Logger LOG = System.getLogger(Certificate.class.getName());
  private static final Pattern CERTIFICATE =
      Pattern.compile("-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", Pattern.DOTALL);
  private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);

  private final TlsFiles files;
  private final long checkInterval;
  // Used by the connection monitor's thread alone once the server runs.
  private List<FileTime> readAt = List.of();
  private long checkedAt = System.nanoTime();
  private String warned = "";
  private volatile Instant expiry = Instant.MAX;

  public Certificate(TlsFiles files) {
    this(files, CHECK_INTERVAL);
  }

  Certificate(TlsFiles files, Duration checkInterval) {
    this.files = files;
    this.checkInterval = checkInterval.toNanos();
  }

  /**
   * Reads it for the start.
   *
   * @throws StartupException with a sentence for the owner
   */
  public Tls read() {
    try {
      // Before the reading, so that a change meanwhile is seen; kept only when all could be read.
      List<FileTime> changedAt = changedAt();
      List<X509Certificate> chain = chain();
      PrivateKey key = new PrivateKeyFile(files.key()).read();
      if (!belongTogether(key, chain.getFirst().getPublicKey())) {
        throw new StartupException(
            "--tls-key: " + files.key() + " is not the key of " + files.certificate() + ".", null);
      }
      readAt = changedAt;
      expiry = expiry(chain);
      return Tls.builder()
          .privateKey(key)
          .privateKeyCertChain(chain)
          // Trusts no certificate, because clients present none; without it Helidon cannot
          // reload.
          .trust(chain)
          .addApplicationProtocol("http/1.1")
          .build();
    } catch (IOException e) {
      throw new StartupException(
          "--tls-cert, --tls-key: "
              + files.certificate()
              + " or "
              + files.key()
              + " cannot be read.",
          e);
    }
  }

  /** The end of the first certificate of the chain that expires; set once it was read. */
  public Instant expiry() {
    return expiry;
  }

  private static Instant expiry(List<X509Certificate> chain) {
    return chain.stream()
        .map(certificate -> certificate.getNotAfter().toInstant())
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }

  /** Reloads the certificate if its files have changed. Called several times a second. */
  public void reloadIfChanged(Consumer<Tls> reload) {
    if (System.nanoTime() - checkedAt < checkInterval) {
      return;
    }
    checkedAt = System.nanoTime();
    try {
      if (!changedAt().equals(readAt)) {
        reload.accept(read());
        warned = "";
        LOG.log(Level.INFO, "the certificate was read again");
      }
    } catch (IOException | StartupException e) {
      // The files may be half written; the previous certificate stays until the next check.
      warn(String.valueOf(e.getMessage()));
    }
  }

  /** Tried every second until it can be read; said once for each reason. */
  private void warn(String reason) {
    if (!reason.equals(warned)) {
      warned = reason;
      LOG.log(Level.WARNING, "the certificate has changed and is no use yet: " + reason);
    }
  }

  private List<FileTime> changedAt() throws IOException {
    return List.of(
        Files.getLastModifiedTime(files.certificate()), Files.getLastModifiedTime(files.key()));
  }

  private List<X509Certificate> chain() throws IOException {
    // The file may hold the key, too.
    String pem =
        CERTIFICATE
            .matcher(Files.readString(files.certificate(), ISO_8859_1))
            .results()
            .map(MatchResult::group)
            .collect(Collectors.joining("\n"));
    try {
      List<X509Certificate> chain =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(pem.getBytes(ISO_8859_1)))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (!chain.isEmpty()) {
        return chain;
      }
      throw noCertificate(null);
    } catch (GeneralSecurityException e) {
      throw noCertificate(e);
    }
  }

  private StartupException noCertificate(Exception cause) {
    return new StartupException(
        "--tls-cert: " + files.certificate() + " does not hold a certificate as PEM.", cause);
  }

  private static boolean belongTogether(PrivateKey key, PublicKey publicKey) {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "EC" -> "SHA256withECDSA";
          case "RSA" -> "SHA256withRSA";
          default -> "EdDSA";
        };
    try {
      byte[] probe = {1};
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(probe);
      byte[] signed = signature.sign();
      signature.initVerify(publicKey);
      signature.update(probe);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
