package chat.web.markdown;

/** The list items that are open while lines are read, by the columns at which their text begins. */
final class OpenItems {
  /** Deeper ones stay text. */
  private static final int MAX = Markdown.MAX_NESTING;

  private final int[] contents = new int[MAX];
  private int count;

  boolean isOpen() {
    return count > 0;
  }

  /**
   * @param marker the column of the mark
   * @param content the column of the text
   */
  void enter(int marker, int content) {
    while (count > 0 && contents[count - 1] > marker) {
      count--;
    }
    if (count < MAX) {
      contents[count++] = content;
    }
  }

  void leave() {
    count = 0;
  }

  /** The column of the text to which a line with this indentation belongs. */
  int contentBefore(int indentation) {
    int content = indentation;
    for (int i = 0; i < count && contents[i] <= indentation; i++) {
      content = contents[i];
    }
    return content;
  }
}
