/**
 * Where the tools find the servers: {@link io.candlestream.tools.server.CassandraAddress} and
 * {@link io.candlestream.tools.server.BrokerAddress}.
 */
package io.candlestream.tools.server;
