/** Holds the table against what the exchange says: {@link Expected} rows, the {@link Proof}, its {@link Verdict}. */
package io.candlestream.sandbox.proof;
