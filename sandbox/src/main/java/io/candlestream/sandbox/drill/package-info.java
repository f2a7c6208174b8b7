/**
 * Plays the faults that the pipeline has to survive, and judges what they left: {@link
 * io.candlestream.sandbox.drill.DrillCommand} reads the options, a {@link Rig} holds servers, exchange and programs, each
 * {@link Fault} befalls them for a {@link Round}, {@link Judgement} holds table and exchange side by side, {@link Report}
 * tells.
 */
package io.candlestream.sandbox.drill;
