/**
 * What every command is given ({@code ToolContext}) and how it reaches the servers: the brokers and their topics, the exchange's REST, and
 * the candle table with its assets.
 */
package io.candlestream.tools.access;
