/**
 * The proof: {@code VerifyCommand} reads its options and {@code VerifySettings}; {@code Verification} takes asset after asset,
 * each a {@code AssetSymbol} over a {@code TimeRange} of time. {@code AssetCheck} walks along the rows of {@code StoredCandles} and
 * the candles of a {@link io.candlestream.history.History}, compares them by {@code CandleColumns}, follows the
 * {@code TradeIdCheck} and finds {@code ExchangeGaps}, which it looks up in the {@code GapTable}. What it finds, the first
 * {@code Differences} and an {@code AssetReport} each, makes the {@code VerifyReport}, printed by {@code VerifyReportText}.
 * {@code TableComparison} is the same for drills and demo, so that all judge by one code.
 */
package io.candlestream.tools.verify;
