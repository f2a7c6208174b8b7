/**
 * The proof by witnesses: what is stored twice, in two ways, has to be the same. {@code WitnessRun} brings the witnesses together that are
 * there: {@code SumWitness} sums shorter candles to longer ones, {@code TradeWitness} makes candles of stored trades, {@code
 * EqualWitness} compares archive files with the table and with REST. Each gives {@code MadeCandle}s to compare with a {@code
 * ToldCandle}; {@code WitnessReport} is the result.
 */
package io.candlestream.tools.witness;
