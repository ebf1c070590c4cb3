package chat.web.listener;

import chat.web.config.StartupException;
import chat.web.config.TlsFiles;
import io.helidon.common.tls.Tls;
import java.io.IOException;
import java.io.InputStream;
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
import java.util.List;
import java.util.function.Consumer;

/**
 * The server's certificate, which is read again when its files change. New connections get the new
 * one; existing connections stay.
 */
public final class Certificate {
  private static final System.Logger LOG = System.getLogger(Certificate.class.getName());
  private static final long CHECK_INTERVAL = Duration.ofSeconds(1).toNanos();

  private final TlsFiles files;
  // Used by the connection monitor's thread alone once the server runs.
  private List<FileTime> readAt = List.of();
  private long checkedAt = System.nanoTime();

  public Certificate(TlsFiles files) {
    this.files = files;
  }

  /**
   * Reads it for the start.
   *
   * @throws StartupException with a sentence for the owner
   */
  public Tls read() {
    try {
      readAt = changedAt();
      List<X509Certificate> chain = chain();
      PrivateKey key = new PrivateKeyFile(files.key()).read();
      if (!belongTogether(key, chain.getFirst().getPublicKey())) {
        throw new StartupException(
            "--tls-key: " + files.key() + " is not the key of " + files.certificate() + ".", null);
      }
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

  /** Reloads the certificate if its files have changed. Called several times a second. */
  public void reloadIfChanged(Consumer<Tls> reload) {
    if (System.nanoTime() - checkedAt < CHECK_INTERVAL) {
      return;
    }
    checkedAt = System.nanoTime();
    try {
      if (!changedAt().equals(readAt)) {
        reload.accept(read());
        LOG.log(Level.INFO, "the certificate was read again");
      }
    } catch (IOException | StartupException e) {
      // The files may be half written; the previous certificate stays until the next check.
      LOG.log(Level.WARNING, "the certificate has changed and is no use yet: " + e.getMessage());
    }
  }

  private List<FileTime> changedAt() throws IOException {
    return List.of(
        Files.getLastModifiedTime(files.certificate()), Files.getLastModifiedTime(files.key()));
  }

  private List<X509Certificate> chain() throws IOException {
    try (InputStream pem = Files.newInputStream(files.certificate())) {
      List<X509Certificate> chain =
          CertificateFactory.getInstance("X.509").generateCertificates(pem).stream()
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
