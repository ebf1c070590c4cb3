/**
 * Javassist compiles OGNL's expressions. What it has for debuggers and agents (jdk.jdi, jdk.attach,
 * java.instrument) is never reached from there, and stays out of the image.
 */
module javassist {
  exports javassist;
  exports javassist.bytecode;
  exports javassist.bytecode.analysis;
  exports javassist.bytecode.annotation;
  exports javassist.bytecode.stackmap;
  exports javassist.compiler;
  exports javassist.compiler.ast;
  exports javassist.convert;
  exports javassist.expr;
  exports javassist.runtime;
  exports javassist.scopedpool;
  exports javassist.tools;
  exports javassist.util;
  exports javassist.util.proxy;
}
