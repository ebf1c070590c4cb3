/** Unbescape escapes what Thymeleaf puts into a page. */
module unbescape {
  exports org.unbescape;
  exports org.unbescape.css;
  exports org.unbescape.csv;
  exports org.unbescape.html;
  exports org.unbescape.java;
  exports org.unbescape.javascript;
  exports org.unbescape.json;
  exports org.unbescape.properties;
  exports org.unbescape.uri;
  exports org.unbescape.xml;
}
