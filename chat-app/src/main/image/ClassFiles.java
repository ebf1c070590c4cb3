package image;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/**
 * Converts a library's classes to the class file format of Java 8. The AOT cache does not hold
 * classes in the format of Java 5, which has no stack maps: picocli's classes were loaded and
 * verified one by one at each start.
 */
final class ClassFiles {
  private final ClassFile format;
  private final ClassTransform conversion =
      ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL)
          .andThen((builder, element) -> {
            if (element instanceof ClassFileVersion) {
              builder.withVersion(ClassFile.JAVA_8_VERSION, 0);
            } else {
              builder.with(element);
            }
          });

  private ClassFiles(JarFile library) {
    var ownClasses = ClassHierarchyResolver.ofResourceParsing(type -> classFile(library, type));
    format =
        ClassFile.of(
            StackMapsOption.GENERATE_STACK_MAPS,
            ClassHierarchyResolverOption.of(
                ownClasses.orElse(ClassHierarchyResolver.defaultResolver())));
  }

  private static InputStream classFile(JarFile library, ClassDesc type) {
    String descriptor = type.descriptorString();
    JarEntry entry =
        library.getJarEntry(descriptor.substring(1, descriptor.length() - 1) + ".class");
    try {
      return entry == null ? null : library.getInputStream(entry);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Copies a library and converts its older classes. */
  static void convert(Path from, Path to) throws IOException {
    try (JarFile library = new JarFile(from.toFile());
        OutputStream file = Files.newOutputStream(to);
        JarOutputStream copy = new JarOutputStream(file)) {
      var classFiles = new ClassFiles(library);
      for (JarEntry entry : Collections.list(library.entries())) {
        copy.putNextEntry(new JarEntry(entry.getName()));
        copy.write(
            classFiles.converted(entry.getName(), library.getInputStream(entry).readAllBytes()));
        copy.closeEntry();
      }
    }
  }

  private byte[] converted(String name, byte[] content) {
    if (!name.endsWith(".class")
        || format.parse(content).majorVersion() >= ClassFile.JAVA_8_VERSION) {
      return content;
    }
    return format.transformClass(format.parse(content), conversion);
  }
}
