/**
 * Measures programs from outside: {@link Recorder} takes {@link ProcessSample}s of {@link ProcessTree}s and of a table's writes, a
 * {@link MeasuredWindow} is what was done in between, {@link Spread} sums up several.
 */
package io.candlestream.bench.measure;
