package chat.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.app.doctor.MistakenProxy.Mistake;
import chat.app.testing.TestCertificate;
import chat.core.log.Finding;
import chat.core.log.Finding.Outcome;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An authority that browsers do not know, such as a company's own, is trusted where it is given.
 */
class CertificateCheckTest {
  @TempDir private Path folder;

  private List<Finding> check(TestCertificate certificate, Authorities authorities)
      throws Exception {
    try (var proxy = new MistakenProxy(certificate.server(), 0, Mistake.REACHES_NO_SERVER)) {
      var connector =
          new Connector(proxy.address(), InetAddress.getLoopbackAddress(), Duration.ofSeconds(20));
      return new CertificateCheck(connector, authorities, InstantSource.system()).run();
    }
  }

  /** The certificate alone, as a bundle of authorities has it. */
  private Path bundle(TestCertificate certificate) throws Exception {
    String withKey = Files.readString(certificate.file());
    return Files.writeString(
        folder.resolve("bundle.pem"), withKey.substring(0, withKey.indexOf("-----BEGIN PRIVATE")));
  }

  @Test
  void anAuthorityOfTheMachineOrOfAFileIsTrusted() throws Exception {
    TestCertificate certificate = TestCertificate.create(folder);
    Path bundle = bundle(certificate);
    Path missing = folder.resolve("missing");
    for (Authorities authorities :
        List.of(
            Authorities.read(List.of(missing, bundle), Optional.empty()),
            Authorities.read(List.of(missing), Optional.of(bundle)))) {
      assertThat(check(certificate, authorities))
          .hasSize(2)
          .allMatch(finding -> finding.outcome() == Outcome.OK)
          .anyMatch(finding -> finding.text().contains("know its authority (CN=localhost)"));
    }
    assertThat(check(certificate, Authorities.read(List.of(missing), Optional.empty())))
        .anyMatch(
            finding -> finding.outcome() == Outcome.FAILED && finding.text().contains("--ca"));
  }

  /** Java does not know each kind of certificate that a machine may have. */
  @Test
  void aBundleThatCannotBeReadMattersOnlyWhereItIsNamed() throws Exception {
    Path damaged = Files.writeString(folder.resolve("damaged.pem"), "no certificate");
    assertThat(Authorities.read(List.of(damaged), Optional.empty())).isNotNull();
    assertThatThrownBy(() -> Authorities.read(List.of(), Optional.of(damaged)))
        .isInstanceOf(CertificateException.class);
  }
}
