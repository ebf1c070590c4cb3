/**
 * Tika detects the type of a file by its content. Its parsers of documents are not used, so that
 * the packages for them are not exported. It finds its table of types through the class loader, to
 * which the table's folder has to be open.
 */
module org.apache.tika.core {
  requires java.xml;
  requires org.apache.commons.io;
  requires org.slf4j;

  exports org.apache.tika.metadata;
  exports org.apache.tika.mime;

  opens org.apache.tika.mime;
}
