/**
 * Spark itself, on this machine or on a cluster. {@link io.candlestream.consumer.spark.SparkSettings} says what the session
 * gets: our defaults, then {@code spark-submit}, then the table {@code spark.conf}, with a host for Spark's page ({@link
 * io.candlestream.consumer.spark.PageConf}). On a remote master ({@link
 * io.candlestream.consumer.spark.Masters}) executors get what a plain Spark has not ({@link
 * io.candlestream.consumer.spark.ShippedJars}). {@link io.candlestream.consumer.spark.SparkStart} starts it beside the
 * other servers and waits for a first executor; {@link io.candlestream.consumer.spark.ExecutorLog} tells who comes and goes.
 */
package io.candlestream.consumer.spark;
