/**
 * What an operator runs: {@link io.candlestream.tools.Tools} chooses the command. {@code Cql} runs a query, package
 * {@code verify} proves the table, package {@code letters} looks after the dead letters.
 */
package io.candlestream.tools;
