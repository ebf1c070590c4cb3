/** OGNL evaluates the expressions in Thymeleaf's templates; java.desktop is for java.beans. */
module ognl {
  requires java.desktop;
  requires javassist;

  exports ognl;
  exports ognl.enhance;
  exports ognl.internal;
  exports ognl.security;
}
