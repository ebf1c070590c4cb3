package chat.app.page;

/** All functions of the page at a desk. */
class EveryDeskScreenIT extends EveryScreenTests {
  EveryDeskScreenIT() {
    super(false);
  }
}
