/**
 * Where the tools find the other servers: {@link io.candlestream.tools.server.BrokerAddress} and {@link
 * io.candlestream.tools.server.ExchangeAddress}.
 */
package io.candlestream.tools.server;
