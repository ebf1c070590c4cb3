package chat.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalInt;
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

  private static int forConnections(String soft, OptionalInt wanted)
      throws InvalidSettingException {
    return FileDescriptors.forConnections(limits(soft), wanted);
  }

  @Test
  void aReserveIsLeftForTheProgram() throws InvalidSettingException {
    assertThat(forConnections("1024 ", OptionalInt.empty())).isBetween(800, 1_000);
  }

  @Test
  void aSettingThatFitsIsTaken() throws InvalidSettingException {
    assertThat(forConnections("1024 ", OptionalInt.of(99))).isEqualTo(99);
    assertThat(forConnections("1024 ", OptionalInt.of(896))).isEqualTo(896);
    assertThat(forConnections("unlimited", OptionalInt.of(99_999))).isEqualTo(99_999);
  }

  @Test
  void aSettingAboveTheLimitIsRefusedWithBothNumbers() {
    assertThatThrownBy(() -> forConnections("256  ", OptionalInt.of(1_000)))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage(
            "--tcp-connections: 1,000 connections do not fit into the 256 files that this process may open; choose 128 at most, or raise the limit (ulimit -n, or LimitNOFILE).");
  }

  @Test
  void aLimitThatIsTooLowForTheProgramIsRefused() {
    for (OptionalInt wanted : List.of(OptionalInt.empty(), OptionalInt.of(1))) {
      assertThatThrownBy(() -> forConnections("40   ", wanted))
          .isInstanceOf(InvalidSettingException.class)
          .hasMessageStartingWith("This process may open 40 files, and the server needs at least ");
    }
  }

  @Test
  void withoutAKnownLimitThereIsADefault() throws InvalidSettingException {
    OptionalInt auto = OptionalInt.empty();
    assertThat(forConnections("unlimited", auto)).isEqualTo(8_000);
    assertThat(FileDescriptors.forConnections("", auto)).isEqualTo(8_000);
    assertThat(FileDescriptors.forConnections(auto)).isPositive();
  }
}
