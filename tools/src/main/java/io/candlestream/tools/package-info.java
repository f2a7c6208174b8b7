/**
 * What an operator runs: {@link io.candlestream.tools.Tools} chooses the command. {@code Cql} runs a query, package
 * {@code prepare} makes roles and tables, package {@code verify} proves the table, package {@code letters} looks after the
 * dead letters, package {@code doctor} looks at everything. Package {@code health} has a main of its own, for the health checks of containers.
 */
package io.candlestream.tools;
