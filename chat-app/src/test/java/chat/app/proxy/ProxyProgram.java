package chat.app.proxy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The programs that the manual names, with the arguments that keep them in the foreground. */
enum ProxyProgram {
  NGINX {
    @Override
    List<String> arguments(Path file) {
      return List.of("-e", "stderr", "-p", file.getParent().toString(), "-c", file.toString());
    }
  },
  CADDY {
    @Override
    List<String> arguments(Path file) {
      return List.of("run", "--adapter", "caddyfile", "--config", file.toString());
    }
  },
  HAPROXY {
    @Override
    List<String> arguments(Path file) {
      return List.of("-db", "-f", file.toString());
    }
  };

  /** The arguments with which the program stays in the foreground, without children. */
  abstract List<String> arguments(Path file);

  /** Starts it with a configuration; returns when it accepts connections at a port. */
  ProxyProcess start(String configuration, Path folder, int port) throws IOException {
    Path file = folder.resolve("configuration");
    Files.writeString(file, configuration);
    Stream<String> program = Stream.of(find().orElseThrow().toString());
    return ProxyProcess.start(
        Stream.concat(program, arguments(file).stream()).toList(), folder, port);
  }

  boolean isInstalled() {
    return find().isPresent();
  }

  /** Servers are outside of the PATH of users other than root. */
  private Optional<Path> find() {
    String path = System.getenv("PATH") + ":/usr/local/sbin:/usr/sbin";
    return Stream.of(path.split(":"))
        .map(folder -> Path.of(folder, toString()))
        .filter(Files::isExecutable)
        .findFirst();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
