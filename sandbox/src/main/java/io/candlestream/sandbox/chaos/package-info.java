/**
 * Plays the faults that the pipeline has to survive, and judges what they left: {@link
 * io.candlestream.sandbox.chaos.DrillCommand} reads the options, a {@link TestBed} holds servers, exchange and programs, each
 * {@link Fault} hits them for a {@link Round}, {@link RoundVerdicts} holds table and exchange side by side, {@link DrillReport}
 * tells.
 */
package io.candlestream.sandbox.chaos;
