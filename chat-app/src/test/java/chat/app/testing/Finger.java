package chat.app.testing;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;

/**
 * Touch input of a page: one finger, in the terms of the browser's protocol. Points are in CSS
 * pixels.
 */
public final class Finger implements AutoCloseable {
  private final CDPSession session;

  public Finger(Page page) {
    session = page.context().newCDPSession(page);
  }

  /** Moves a finger from one point to another, in two steps, and lifts it. */
  public void swipes(double fromX, double fromY, double toX, double toY) {
    touches(fromX, fromY);
    moves((fromX + toX) / 2, (fromY + toY) / 2);
    moves(toX, toY);
    lifts();
  }

  public void touches(double x, double y) {
    send("touchStart", x, y);
  }

  public void moves(double x, double y) {
    send("touchMove", x, y);
  }

  public void lifts() {
    send("touchEnd", new JsonArray());
  }

  private void send(String type, double x, double y) {
    var point = new JsonObject();
    point.addProperty("x", x);
    point.addProperty("y", y);
    var points = new JsonArray();
    points.add(point);
    send(type, points);
  }

  private void send(String type, JsonArray points) {
    var event = new JsonObject();
    event.addProperty("type", type);
    event.add("touchPoints", points);
    session.send("Input.dispatchTouchEvent", event);
  }

  @Override
  public void close() {
    session.detach();
  }
}
