package chat.web.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.Test;

class RotationTest {
  private final Set<Integer> elements = new ConcurrentSkipListSet<>(List.of(1, 2, 3, 4, 5));
  private final Rotation<Integer> rotation = new Rotation<>(elements);

  private List<Integer> visit(int max) {
    List<Integer> visited = new ArrayList<>();
    rotation.visit(max, visited::add);
    return visited;
  }

  @Test
  void fewAreAllVisitedEachTime() {
    assertThat(visit(5)).containsExactly(1, 2, 3, 4, 5);
    assertThat(visit(9)).containsExactly(1, 2, 3, 4, 5);
  }

  @Test
  void manyAreVisitedInTurnAndNoneTwiceAtATime() {
    assertThat(visit(2)).containsExactly(1, 2);
    assertThat(visit(2)).containsExactly(3, 4);
    assertThat(visit(2)).containsExactly(5);
    assertThat(visit(2)).containsExactly(1, 2);
  }

  @Test
  void elementsMayComeAndGoDuringAPass() {
    visit(2);
    elements.remove(4);
    elements.add(6);
    assertThat(visit(9)).containsExactly(3, 5, 6);
    elements.clear();
    assertThat(visit(1)).isEmpty();
    elements.add(7);
    assertThat(visit(1)).containsExactly(7);
  }
}
