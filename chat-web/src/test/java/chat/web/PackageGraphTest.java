package chat.web;

import chat.core.testing.PackageGraphContract;

class PackageGraphTest extends PackageGraphContract {
  PackageGraphTest() {
    super("chat.web");
  }
}
