package chat.web.config;

import java.nio.file.Path;

/**
 * What TLS is spoken with, as PEM.
 *
 * @param certificate the server's certificate, and those that vouch for it
 * @param key its private key
 */
public record TlsFiles(Path certificate, Path key) {}
