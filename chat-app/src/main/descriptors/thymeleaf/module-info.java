/**
 * Thymeleaf renders the pages. Its optional companions (Jackson's object mapper among them) are not
 * required: it checks that they are present before it uses them.
 */
module thymeleaf {
  requires java.desktop;
  requires java.sql;
  requires java.xml;
  requires ognl;
  requires attoparser;
  requires org.slf4j;
  requires unbescape;

  exports org.thymeleaf;
  exports org.thymeleaf.cache;
  exports org.thymeleaf.context;
  exports org.thymeleaf.dialect;
  exports org.thymeleaf.engine;
  exports org.thymeleaf.exceptions;
  exports org.thymeleaf.expression;
  exports org.thymeleaf.inline;
  exports org.thymeleaf.linkbuilder;
  exports org.thymeleaf.messageresolver;
  exports org.thymeleaf.model;
  exports org.thymeleaf.postprocessor;
  exports org.thymeleaf.preprocessor;
  exports org.thymeleaf.processor;
  exports org.thymeleaf.processor.cdatasection;
  exports org.thymeleaf.processor.comment;
  exports org.thymeleaf.processor.doctype;
  exports org.thymeleaf.processor.element;
  exports org.thymeleaf.processor.processinginstruction;
  exports org.thymeleaf.processor.templateboundaries;
  exports org.thymeleaf.processor.text;
  exports org.thymeleaf.processor.xmldeclaration;
  exports org.thymeleaf.standard;
  exports org.thymeleaf.standard.expression;
  exports org.thymeleaf.standard.inline;
  exports org.thymeleaf.standard.processor;
  exports org.thymeleaf.standard.serializer;
  exports org.thymeleaf.standard.util;
  exports org.thymeleaf.templatemode;
  exports org.thymeleaf.templateparser;
  exports org.thymeleaf.templateparser.markup;
  exports org.thymeleaf.templateparser.markup.decoupled;
  exports org.thymeleaf.templateparser.raw;
  exports org.thymeleaf.templateparser.reader;
  exports org.thymeleaf.templateparser.text;
  exports org.thymeleaf.templateresolver;
  exports org.thymeleaf.templateresource;
  exports org.thymeleaf.util;
  exports org.thymeleaf.util.temporal;
  exports org.thymeleaf.web;
  exports org.thymeleaf.web.servlet;
}
