/**
 * ICU compares nicknames by their look. It asks its class loader for its own data, and a class
 * loader finds in a module only what is open to all; java.desktop is for the fonts of its
 * bidirectional classes.
 */
module com.ibm.icu {
  requires java.desktop;
  requires java.logging;
  requires java.xml;

  exports com.ibm.icu.lang;
  exports com.ibm.icu.text;
  exports com.ibm.icu.util;

  opens com.ibm.icu.impl.data.icudata;
}
