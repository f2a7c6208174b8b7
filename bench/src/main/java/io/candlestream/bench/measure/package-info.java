/**
 * Looks at programs from outside: {@link Recorder} takes {@link Sample}s of {@link ProcessTree}s and of a table's writes, a
 * {@link Window} is what was done in between, {@link Spread} sums several up.
 */
package io.candlestream.bench.measure;
