/** Counters, gauges and histograms as they stand at one moment. */
module io.prometheus.metrics.model {
  requires transitive io.prometheus.metrics.config;

  exports io.prometheus.metrics.model.registry;
  exports io.prometheus.metrics.model.snapshots;
}
