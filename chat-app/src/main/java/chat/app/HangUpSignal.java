package chat.app;

import java.lang.System.Logger.Level;
import java.lang.reflect.Proxy;

/**
 * SIGHUP, which supervisors send for a reload. By reflection, because javac warns of this class of
 * the JDK in a way that cannot be suppressed, and warnings are errors.
 */
final class HangUpSignal {
  private static final System.Logger LOG = System.getLogger(HangUpSignal.class.getName());

  private HangUpSignal() {}

  /**
   * Has an action called for each signal, one at a time. The signal does not end the process any
   * more. Where it is ignored, as by {@code nohup}, it stays ignored.
   */
  static void handle(Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object hangUp = signal.getConstructor(String.class).newInstance("HUP");
      signal.getMethod("handle", signal, handler).invoke(null, hangUp, handler(handler, action));
    } catch (ReflectiveOperationException e) {
      LOG.log(Level.DEBUG, "this system has no SIGHUP", e);
    }
  }

  private static Object handler(Class<?> handler, Runnable action) {
    var oneAtATime = new Object();
    return Proxy.newProxyInstance(
        HangUpSignal.class.getClassLoader(),
        new Class<?>[] {handler},
        (proxy, method, arguments) -> {
          synchronized (oneAtATime) {
            action.run();
          }
          return null;
        });
  }
}
