/**
 * The table of the candles as its readers need it: {@link io.candlestream.tools.table.AssetTable}, in which a partition holds all
 * candles of an asset.
 */
package io.candlestream.tools.table;
