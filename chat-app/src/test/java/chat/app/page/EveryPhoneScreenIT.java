package chat.app.page;

/** All functions of the page on a phone. */
class EveryPhoneScreenIT extends EveryScreenTests {
  EveryPhoneScreenIT() {
    super(true);
  }
}
