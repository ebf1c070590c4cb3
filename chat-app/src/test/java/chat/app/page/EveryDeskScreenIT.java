package chat.app.page;

import org.junit.jupiter.api.Tag;

/** All functions of the page at a desk. */
@Tag("long")
class EveryDeskScreenIT extends EveryScreenTests {
  EveryDeskScreenIT() {
    super(false);
  }
}
