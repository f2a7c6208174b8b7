/**
 * How the commands reach the servers: the brokers, the exchange's REST, and the list of the assets in the candle table.
 */
package io.candlestream.tools.access;
