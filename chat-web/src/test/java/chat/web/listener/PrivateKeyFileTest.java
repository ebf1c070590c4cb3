package chat.web.listener;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.web.config.StartupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Private keys of all formats are read, or refused with the command that converts them. */
class PrivateKeyFileTest {
  @TempDir Path folder;

  private PrivateKeyFile file(String text) throws IOException {
    return new PrivateKeyFile(Files.writeString(folder.resolve("server.key"), text));
  }

  private static PrivateKey key(String algorithm) throws GeneralSecurityException {
    return KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPrivate();
  }

  private static String pem(String label, byte[] bytes) {
    String text = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(bytes);
    return "-----BEGIN " + label + "-----\n" + text + "\n-----END " + label + "-----\n";
  }

  @ParameterizedTest
  @ValueSource(strings = {"EC", "RSA", "Ed25519"})
  void keyIsReadAmongOtherContent(String algorithm) throws Exception {
    PrivateKey key = key(algorithm);
    String text = "Bag Attributes: 密钥\n" + pem("CERTIFICATE", new byte[99]);
    assertThat(file(text + pem("PRIVATE KEY", key.getEncoded())).read()).isEqualTo(key);
  }

  /** The older form within PKCS #8: the content of its last element. */
  private static byte[] olderForm(PrivateKey key, int wrapper) {
    byte[] pkcs8 = key.getEncoded();
    return Arrays.copyOfRange(pkcs8, wrapper, pkcs8.length);
  }

  @Test
  void anRsaKeyAsPkcs1IsRead() throws Exception {
    PrivateKey key = key("RSA");
    String text = pem("CERTIFICATE", new byte[99]);
    assertThat(file(text + pem("RSA PRIVATE KEY", olderForm(key, 26))).read()).isEqualTo(key);
  }

  @Test
  void anEcKeyAsSec1IsRead() throws Exception {
    PrivateKey key = key("EC");
    HexFormat hex = HexFormat.of();
    // Of 1 and the scalar as PKCS #8 has it, then the curve P-384 or P-256 that Java took.
    byte[] pkcs8 = key.getEncoded();
    String all = hex.formatHex(pkcs8);
    String oid = all.substring(all.indexOf("06072a8648ce3d0201") + 18);
    String curve = oid.substring(0, 4 + 2 * Integer.parseInt(oid.substring(2, 4), 16));
    String inner = oid.substring(curve.length() + 4);
    // A sequence of version and scalar, without parameters: they are added.
    String fields = inner.substring(4);
    String parameters = "a0%02x".formatted(curve.length() / 2) + curve;
    String content = fields + parameters;
    byte[] sec1 = hex.parseHex("30%02x".formatted(content.length() / 2) + content);
    PrivateKey read = file(pem("EC PARAMETERS", new byte[9]) + pem("EC PRIVATE KEY", sec1)).read();
    // The encoding differs by the parameters, which the older form repeats.
    assertThat(((ECPrivateKey) read).getS()).isEqualTo(((ECPrivateKey) key).getS());
    assertThat(((ECPrivateKey) read).getParams().getOrder())
        .isEqualTo(((ECPrivateKey) key).getParams().getOrder());
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA PRIVATE KEY", "EC PRIVATE KEY"})
  void aSpoiltKeyOfAnOlderFormIsRefused(String kind) throws Exception {
    for (int length : new int[] {0, 1, 2, 99, 5_000}) {
      byte[] spoilt = new byte[length];
      Arrays.fill(spoilt, (byte) 0xff);
      PrivateKeyFile file = file(pem(kind, spoilt));
      assertThatThrownBy(file::read).isInstanceOf(StartupException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"DSA PRIVATE KEY", "OPENSSH PRIVATE KEY"})
  void olderFormatIsRefusedWithTheCommandThatConvertsIt(String kind) throws Exception {
    PrivateKeyFile file = file(pem("EC PARAMETERS", new byte[9]) + pem(kind, new byte[99]));
    assertThatThrownBy(file::read)
        .isInstanceOf(StartupException.class)
        .hasMessageContainingAll(
            "--tls-key",
            kind,
            "openssl pkcs8 -topk8 -nocrypt -in " + file.path() + " -out " + file.path() + ".pkcs8");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n",
        """
        -----BEGIN RSA PRIVATE KEY-----
        Proc-Type: 4,ENCRYPTED
        DEK-Info: AES-256-CBC,00

        AAAA
        -----END RSA PRIVATE KEY-----
        """
      })
  void encryptedKeyIsRefusedWithTheCommandThatDecryptsIt(String text) throws Exception {
    PrivateKeyFile file = file(text);
    assertThatThrownBy(file::read)
        .isInstanceOf(StartupException.class)
        .hasMessageContainingAll("is encrypted", "openssl pkcs8 -topk8 -nocrypt");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-----BEGIN PRIVATE KEY-----\n",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----",
        "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"
      })
  void fileWithoutAKeyIsRefused(String text) throws Exception {
    assertThatThrownBy(file(text)::read)
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("does not hold a private key as PEM");
  }

  @Test
  void corruptKeyIsRefusedWithoutShowingItsContent() throws Exception {
    byte[] corrupt = key("EC").getEncoded();
    corrupt[0] ^= 1;
    String text = pem("PRIVATE KEY", corrupt);
    assertThatThrownBy(file(text)::read)
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("spoilt")
        .hasMessageNotContaining(text.lines().toList().get(1));
  }
}
