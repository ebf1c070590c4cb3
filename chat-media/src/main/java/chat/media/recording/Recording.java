package chat.media.recording;

/**
 * Description of sound or a film by its content.
 *
 * @param type the media type
 * @param width the width of the film as it is displayed, in pixels; 0 for sound
 * @param height its height; 0 for sound
 */
public record Recording(String type, int width, int height) {
  static Recording sound(String type) {
    return new Recording(type, 0, 0);
  }
}
