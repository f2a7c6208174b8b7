/**
 * The proof: {@code VerifyCommand} reads its options and {@code VerifySettings}; {@code Verification} takes asset after asset,
 * each a {@code Subject} over a {@code Stretch} of time. {@code AssetCheck} walks along the rows of {@code StoredCandles} and
 * the candles of a {@link io.candlestream.history.History}, compares them by {@code CandleColumns}, follows the
 * {@code TradeChain} and finds {@code Holes}, which it looks up in the {@code GapTable}. What it finds, the first
 * {@code Differences} and an {@code AssetReport} each, makes the {@code Report}, printed by {@code ReportText}.
 * {@code TableComparison} is the same for drills and demo, so that all judge by one code.
 */
package io.candlestream.tools.verify;
