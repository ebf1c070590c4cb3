package chat.core;

import chat.core.testing.PackageGraphContract;

class PackageGraphTest extends PackageGraphContract {
  PackageGraphTest() {
    super("chat.core");
  }
}
