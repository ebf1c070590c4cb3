package chat.app.doctor;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * The authorities that may vouch for a server's certificate.
 *
 * @param browsers trusts those that Java knows, which are those of browsers
 * @param all trusts also those that the owner of this machine has added, such as a company's own
 */
public record Authorities(SSLContext browsers, SSLContext all) {
  /**
   * The files with the authorities of a machine, in PEM: those of Debian, Fedora, openSUSE, and of
   * Alpine and macOS. The first that is there counts.
   */
  private static final List<Path> SYSTEM =
      Stream.of(
              "/etc/ssl/certs/ca-certificates.crt",
              "/etc/pki/tls/certs/ca-bundle.crt",
              "/etc/ssl/ca-bundle.pem",
              "/etc/ssl/cert.pem")
          .map(Path::of)
          .toList();

  /** Those of a test alone. */
  static Authorities only(SSLContext trust) {
    return new Authorities(trust, trust);
  }

  /**
   * Those that Java knows, those of this machine, and those of a file.
   *
   * @param more a file in PEM
   * @throws IOException where it cannot be read
   * @throws CertificateException where it has no certificate
   */
  public static Authorities read(Optional<Path> more) throws IOException, CertificateException {
    return read(SYSTEM, more);
  }

  /** The same with the files of a machine. */
  static Authorities read(List<Path> system, Optional<Path> more)
      throws IOException, CertificateException {
    try {
      List<Certificate> all = new ArrayList<>(known());
      all.addAll(ofMachine(system));
      if (more.isPresent()) {
        all.addAll(certificates(more.get()));
      }
      return new Authorities(SSLContext.getDefault(), trusting(all));
    } catch (CertificateException e) {
      throw e;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Collection<? extends Certificate> ofMachine(List<Path> system) {
    Optional<Path> file = system.stream().filter(Files::isReadable).findFirst();
    try {
      return file.isPresent() ? certificates(file.get()) : List.of();
    } catch (IOException | CertificateException e) {
      // Java does not understand some of them; --ca names the one that is needed.
      return List.of();
    }
  }

  private static Collection<? extends Certificate> certificates(Path file)
      throws IOException, CertificateException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      var found = CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (found.isEmpty()) {
        throw new CertificateException("there is no certificate in it");
      }
      return found;
    }
  }

  private static List<? extends Certificate> known() throws GeneralSecurityException {
    return Stream.of(factory(null).getTrustManagers())
        .filter(X509TrustManager.class::isInstance)
        .map(X509TrustManager.class::cast)
        .flatMap(manager -> Stream.of(manager.getAcceptedIssuers()))
        .toList();
  }

  /**
   * @param store null: that of Java
   */
  private static TrustManagerFactory factory(KeyStore store) throws GeneralSecurityException {
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory;
  }

  private static SSLContext trusting(List<Certificate> certificates)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    for (Certificate certificate : certificates) {
      store.setCertificateEntry(Integer.toString(store.size()), certificate);
    }
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, factory(store).getTrustManagers(), null);
    return context;
  }
}
