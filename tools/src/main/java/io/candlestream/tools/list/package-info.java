/**
 * What is stored: {@link io.candlestream.tools.list.ListCommand} prints a {@link io.candlestream.tools.list.Holding} for each
 * asset, {@link io.candlestream.tools.list.Grid} says how many candles there could be.
 */
package io.candlestream.tools.list;
