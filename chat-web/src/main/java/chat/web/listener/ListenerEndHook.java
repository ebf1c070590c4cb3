package chat.web.listener;

import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;

/**
 * A filter that is notified when its listener has ended. Helidon 4.5.0 ends a listener for good
 * when {@code accept} fails, as without a free file descriptor, and tells nobody else.
 */
public record ListenerEndHook(Runnable ended) implements Filter {
  @Override
  public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    chain.proceed();
  }

  @Override
  public void afterStop() {
    ended.run();
  }
}
