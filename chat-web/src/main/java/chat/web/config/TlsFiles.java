package chat.web.config;

import java.nio.file.Path;

/**
 * The PEM files of TLS.
 *
 * @param certificate the server's certificate and its chain
 * @param key the certificate's private key
 */
public record TlsFiles(Path certificate, Path key) {}
