package chat.app.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Links of documents in Markdown, to files and to headings. */
public final class DocumentLinks {
  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("^#+ (.+)$", Pattern.MULTILINE);

  private DocumentLinks() {}

  /** Asserts that each link of a document to a file or a heading leads somewhere. */
  public static void assertAllLeadSomewhere(Path document) throws IOException {
    List<String> links =
        LINK.matcher(Files.readString(document))
            .results()
            .map(link -> link.group(1))
            .filter(target -> !target.contains("://"))
            .toList();
    for (String link : links) {
      String[] target = link.split("#", 2);
      Path file = target[0].isEmpty() ? document : document.resolveSibling(target[0]).normalize();
      assertThat(file).as("%s in %s", link, document).exists();
      if (target.length == 2) {
        assertThat(headings(file)).as("%s in %s", link, document).contains(target[1]);
      }
    }
  }

  /** As web pages of repositories make an address of a heading. */
  private static Set<String> headings(Path document) throws IOException {
    return HEADING
        .matcher(Files.readString(document))
        .results()
        .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\p{L}\\p{N}\\- ]", "").replace(' ', '-'))
        .collect(Collectors.toSet());
  }
}
