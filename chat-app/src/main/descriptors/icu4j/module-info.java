/**
 * ICU compares nicknames by their look. Its data lies in packages of its own, which nobody else has
 * to reach; java.desktop is for the fonts of its bidirectional classes.
 */
module com.ibm.icu {
  requires java.desktop;
  requires java.logging;
  requires java.xml;

  exports com.ibm.icu.lang;
  exports com.ibm.icu.text;
  exports com.ibm.icu.util;
}
