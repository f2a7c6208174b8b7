/**
 * Where the tools find the servers: {@link io.candlestream.tools.server.CassandraAddress}, {@link
 * io.candlestream.tools.server.BrokerAddress} and {@link io.candlestream.tools.server.ExchangeAddress}.
 */
package io.candlestream.tools.server;
