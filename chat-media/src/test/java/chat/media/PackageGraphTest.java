package chat.media;

import chat.core.testing.PackageGraphContract;

class PackageGraphTest extends PackageGraphContract {
  PackageGraphTest() {
    super("chat.media");
  }
}
