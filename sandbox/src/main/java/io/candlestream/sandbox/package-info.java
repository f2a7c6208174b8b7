/**
 * Real servers on this machine, and what runs on them: {@link io.candlestream.sandbox.Sandbox} chooses the command. Package {@code
 * server} starts the servers and programs as child JVMs ({@code cluster} a Spark cluster), {@code run} a whole pipeline; {@code demo}
 * shows it on the terminal ({@code screen}) and {@code status} says what runs; {@code chaos} is the command {@code drill}, {@code
 * proof} compares the table with what the exchange said. {@code classdata} is a step of the build.
 */
package io.candlestream.sandbox;
