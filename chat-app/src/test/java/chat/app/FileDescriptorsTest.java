package chat.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The number of connections is the limit of open files, less a reserve. */
class FileDescriptorsTest {
  private static String limits(String soft) {
    return """
    Limit                     Soft Limit           Hard Limit           Units
    Max processes             95976                95976                processes
    Max open files            %s                524288               files
    Max locked memory         8388608              8388608              bytes
    """
        .formatted(soft);
  }

  @Test
  void aReserveIsLeftForTheProgram() {
    assertThat(FileDescriptors.forConnections(limits("1024 "))).isBetween(800, 1_000);
  }

  @Test
  void thereIsAlwaysAMinimum() {
    assertThat(FileDescriptors.forConnections(limits("64   "))).isPositive();
  }

  @Test
  void withoutAKnownLimitThereIsADefault() {
    assertThat(FileDescriptors.forConnections(limits("unlimited"))).isEqualTo(8_000);
    assertThat(FileDescriptors.forConnections("")).isEqualTo(8_000);
    assertThat(FileDescriptors.forConnections()).isPositive();
  }
}
