/**
 * The drill: plays the faults that the pipeline has to survive, and judges what they left. {@code DrillCommand} reads the options,
 * a {@code TestBed} holds servers, exchange and programs, {@code Rounds} plays one {@code Fault} after the other on it and keeps a
 * {@code Round} of each, {@code RoundVerdicts} compares the table with the exchange, {@code DrillReport} prints the result.
 */
package io.candlestream.sandbox.chaos;
