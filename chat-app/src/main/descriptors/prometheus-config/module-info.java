/** What the Prometheus client reads from properties; its writer asks. */
module io.prometheus.metrics.config {
  exports io.prometheus.metrics.config;
}
