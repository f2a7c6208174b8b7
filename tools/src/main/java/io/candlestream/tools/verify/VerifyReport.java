package io.candlestream.tools.verify;

import java.util.List;

/**
 * How the table compares with the exchange.
 *
 * @param differences the first of them
 */
record VerifyReport(boolean equal, List<AssetReport> assets, List<Difference> differences) {}
