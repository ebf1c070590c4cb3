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
 * Writes a library's classes anew in the format of Java 8. Java's cache does not take classes of
 * Java 5, which have no stack maps: picocli's were loaded and verified one by one at each start.
 */
final class ClassFiles {
  private final ClassFile format;
  private final ClassTransform renewal =
      ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL)
          .andThen((builder, element) -> {
            if (element instanceof ClassFileVersion) {
              builder.withVersion(ClassFile.JAVA_8_VERSION, 0);
            } else {
              builder.with(element);
            }
          });

  private ClassFiles(JarFile library) {
    var itsOwn = ClassHierarchyResolver.ofResourceParsing(type -> classFile(library, type));
    format =
        ClassFile.of(
            StackMapsOption.GENERATE_STACK_MAPS,
            ClassHierarchyResolverOption.of(
                itsOwn.orElse(ClassHierarchyResolver.defaultResolver())));
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

  /** Copies a library, its older classes renewed. */
  static void renew(Path from, Path to) throws IOException {
    try (JarFile library = new JarFile(from.toFile());
        OutputStream file = Files.newOutputStream(to);
        JarOutputStream copy = new JarOutputStream(file)) {
      var classFiles = new ClassFiles(library);
      for (JarEntry entry : Collections.list(library.entries())) {
        copy.putNextEntry(new JarEntry(entry.getName()));
        copy.write(
            classFiles.renewed(entry.getName(), library.getInputStream(entry).readAllBytes()));
        copy.closeEntry();
      }
    }
  }

  private byte[] renewed(String name, byte[] content) {
    if (!name.endsWith(".class")
        || format.parse(content).majorVersion() >= ClassFile.JAVA_8_VERSION) {
      return content;
    }
    return format.transformClass(format.parse(content), renewal);
  }
}
