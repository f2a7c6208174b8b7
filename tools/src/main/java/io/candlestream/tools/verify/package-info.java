/**
 * The proof: {@code VerifyCommand} reads its options and {@code VerifySettings}; {@code TableComparison} takes asset after asset, each over a
 * {@code Span} of time. {@code AssetCheck} walks along the rows of the {@link io.candlestream.tools.access.AssetTable} and the candles of a
 * {@link io.candlestream.history.History}, compares them by {@code CandleColumns}, follows the {@code TradeIdCheck} and finds
 * {@code ExchangeGaps}, which it looks up among those that are noted as confirmed. What it finds, the first {@code Difference}s and an
 * {@code AssetReport} each, makes the {@code VerifyReport}, printed by {@code VerifyReportText}. Drills and demo end with the same
 * {@code TableComparison}, so that all judge by one code.
 */
package io.candlestream.tools.verify;
