package chat.sqlite;

import chat.core.testing.PackageGraphContract;

class PackageGraphTest extends PackageGraphContract {
  PackageGraphTest() {
    super("chat.sqlite");
  }
}
