package io.candlestream.tools.verify;

/** Whose candles are compared: the name of their partition in the table, and the exchange's name. */
record AssetSymbol(String asset, String symbol) {}
