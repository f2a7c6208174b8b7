/** Where the tools find the brokers: {@link io.candlestream.tools.server.BrokerAddress}. */
package io.candlestream.tools.server;
