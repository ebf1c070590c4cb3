package chat.app.page;

import org.junit.jupiter.api.Tag;

/** All functions of the page on a phone. */
@Tag("long")
class EveryPhoneScreenIT extends EveryScreenTests {
  EveryPhoneScreenIT() {
    super(true);
  }
}
