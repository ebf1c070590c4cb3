package chat.web.session;

import java.util.Collections;
import java.util.Iterator;
import java.util.function.Consumer;

/**
 * Visits the elements of a set in turn, a few at a time. What is added during a pass is visited in
 * this pass or the next. For one thread.
 */
final class Rotation<E> {
  private final Iterable<E> elements;
  private Iterator<E> pass = Collections.emptyIterator();

  Rotation(Iterable<E> elements) {
    this.elements = elements;
  }

  /** Visits the next elements, {@code max} at most, and none of them twice. */
  void visit(int max, Consumer<E> visitor) {
    if (!pass.hasNext()) {
      pass = elements.iterator();
    }
    for (int i = 0; i < max && pass.hasNext(); i++) {
      visitor.accept(pass.next());
    }
  }
}
