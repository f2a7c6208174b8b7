/** Where the races are run: {@link io.candlestream.bench.server.BenchServers} holds the servers and makes topics and tables for each run. */
package io.candlestream.bench.server;
