/**
 * ICU compares nicknames by their look, and reads Chinese names out. It finds its data through the
 * class loader, to which its folders have to be open; java.desktop is for the fonts of its
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
  opens com.ibm.icu.impl.data.icudata.translit;
}
