/** Writes snapshots in the text format of Prometheus. */
module io.prometheus.writer.text {
  requires transitive io.prometheus.metrics.model;

  exports io.prometheus.metrics.expositionformats;
}
