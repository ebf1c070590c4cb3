/** AttoParser reads Thymeleaf's templates as events. */
module attoparser {
  exports org.attoparser;
  exports org.attoparser.config;
  exports org.attoparser.discard;
  exports org.attoparser.dom;
  exports org.attoparser.duplicate;
  exports org.attoparser.minimize;
  exports org.attoparser.output;
  exports org.attoparser.prettyhtml;
  exports org.attoparser.select;
  exports org.attoparser.simple;
  exports org.attoparser.trace;
  exports org.attoparser.util;
}
