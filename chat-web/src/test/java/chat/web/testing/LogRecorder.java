package chat.web.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Records what a class or a package logs from information upwards, until it is closed. */
public final class LogRecorder extends Handler implements AutoCloseable {
  private final Logger logger;
  private final SimpleFormatter formatter = new SimpleFormatter();
  private final List<String> lines = new CopyOnWriteArrayList<>();

  public LogRecorder(Class<?> type) {
    this(type.getName());
  }

  /** Records what all classes of a package log. */
  public LogRecorder(String name) {
    logger = Logger.getLogger(name);
    logger.addHandler(this);
  }

  public List<String> lines() {
    return lines;
  }

  @Override
  public void publish(LogRecord record) {
    lines.add(record.getLevel().getName() + ' ' + formatter.formatMessage(record));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
  }
}
