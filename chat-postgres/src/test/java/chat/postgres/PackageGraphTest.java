package chat.postgres;

import chat.core.testing.PackageGraphContract;

class PackageGraphTest extends PackageGraphContract {
  PackageGraphTest() {
    super("chat.postgres");
  }
}
