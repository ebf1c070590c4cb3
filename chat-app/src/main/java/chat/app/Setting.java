package chat.app;

import java.util.function.Function;

/**
 * One thing that the owner can decide.
 *
 * @param name as in {@code --name}, {@code CHAT_NAME} and {@code name:} in {@code chat.yaml}
 * @param label what stands for the value in the help; empty for a switch
 * @param standard the value where nobody says anything, as it would be written
 * @param reader makes a value of what was written; throws {@link IllegalArgumentException} with the
 *     rest of the sentence "NAME: WRITTEN is …"
 */
record Setting<T>(
    String name, String label, String description, String standard, Function<String, T> reader) {
  String flag() {
    return "--" + name;
  }

  String variable() {
    return "CHAT_" + name.toUpperCase(java.util.Locale.ROOT).replace('-', '_');
  }

  boolean isSwitch() {
    return label.isEmpty();
  }
}
