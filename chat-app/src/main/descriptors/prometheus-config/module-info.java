/** Configuration of the Prometheus client from properties; its text writer requires it. */
module io.prometheus.metrics.config {
  exports io.prometheus.metrics.config;
}
