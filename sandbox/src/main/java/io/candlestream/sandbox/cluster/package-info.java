/**
 * A Spark cluster of this machine: {@link io.candlestream.sandbox.cluster.SparkCluster} starts a standalone master and
 * workers, each a {@link io.candlestream.sandbox.cluster.SparkDaemon} of one {@link
 * io.candlestream.sandbox.cluster.SparkHome}, and ties a pipeline to them. {@link
 * io.candlestream.sandbox.cluster.ClusterRace} measures what it costs.
 */
package io.candlestream.sandbox.cluster;
