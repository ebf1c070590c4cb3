package chat.app.doctor;

import chat.core.log.Finding;
import java.io.IOException;
import java.net.Socket;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Checks the certificate as browsers do, and how long it is valid. */
final class CertificateCheck implements Check {
  private static final String SUBJECT = "certificate";

  /** 14 days: whatever renews certificates has failed for two weeks then. */
  private static final long FEW_DAYS = 14;

  private final Connector connector;
  private final Authorities authorities;
  private final InstantSource clock;

  CertificateCheck(Connector connector, Authorities authorities, InstantSource clock) {
    this.connector = connector;
    this.authorities = authorities;
    this.clock = clock;
  }

  @Override
  public List<Finding> run() {
    if (!connector.server().secure()) {
      return List.of(withoutTls());
    }
    X509Certificate certificate;
    try {
      certificate = certificate(Connector.unverified());
    } catch (IOException e) {
      return List.of(
          Finding.failed(
              SUBJECT,
              "port %d does not speak TLS as it should (%s); give http:// for a server without TLS, or correct the lines for TLS of the proxy (nginx: listen 443 ssl)."
                  .formatted(connector.server().port(), Failures.reason(e))));
    }
    return List.of(validity(certificate), verification(certificate));
  }

  private Finding withoutTls() {
    return connector.remote().isLoopbackAddress()
        ? Finding.skipped(SUBJECT, "this address has no TLS")
        : Finding.warning(
            SUBJECT,
            "this address has no TLS, so others on the way can read and change everything; use a proxy with TLS, or --tls-cert and --tls-key.");
  }

  private X509Certificate certificate(SSLContext context) throws IOException {
    try (Socket socket = connector.openSocket();
        SSLSocket tls = connector.startTls(socket, context)) {
      SSLParameters parameters = tls.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      tls.setSSLParameters(parameters);
      tls.startHandshake();
      Certificate[] chain = tls.getSession().getPeerCertificates();
      if (chain[0] instanceof X509Certificate first) {
        return first;
      }
      throw new SSLException("the certificate is of another kind");
    }
  }

  private Finding validity(X509Certificate certificate) {
    Instant end = certificate.getNotAfter().toInstant();
    long days = Duration.between(clock.instant(), end).toDays();
    if (end.isBefore(clock.instant())) {
      return Finding.failed(
          SUBJECT,
          "it has expired at " + end + "; renew it, and find out why that did not happen.");
    }
    String text = "it is valid for " + days + (days == 1 ? " more day" : " more days");
    return days < FEW_DAYS
        ? Finding.warning(SUBJECT, text + "; see why it was not renewed (certbot renew --dry-run).")
        : Finding.ok(SUBJECT, text);
  }

  private Finding verification(X509Certificate certificate) {
    String host = connector.server().host();
    if (distrust(authorities.browsers()).isEmpty()) {
      return Finding.ok(SUBJECT, "browsers trust it for " + host);
    }
    return distrust(authorities.all())
        .map(why ->
            Finding.failed(SUBJECT, "browsers do not trust it for %s: %s.".formatted(host, why)))
        .orElseGet(() ->
            Finding.ok(
                SUBJECT,
                "it is trusted for %s here, and by browsers that know its authority (%s), too"
                    .formatted(host, certificate.getIssuerX500Principal())));
  }

  /** Why it is not trusted, and what to do; empty: it is. */
  private Optional<String> distrust(SSLContext trust) {
    try {
      certificate(trust);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(distrust(e));
    }
  }

  /** The fault of a certificate, and what to do. */
  private static String distrust(IOException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case CertPathBuilderException _ -> {
          return "no authority that they know vouches for it; get one from such an authority, and name the file with the whole chain (fullchain.pem); or name the certificate of an authority of your own with --ca";
        }
        case CertPathValidatorException invalid when invalid.getReason() == BasicReason.EXPIRED -> {
          return "it, or one that vouches for it, has expired; renew it";
        }
        case CertificateException other
            when other.getMessage() != null && other.getMessage().startsWith("No ") -> {
          return "it is for other names; get one that has this name, too";
        }
        default -> {
          // Its cause may say more.
        }
      }
    }
    return Failures.reason(e) + "; correct that, and name the file with the whole chain";
  }
}
