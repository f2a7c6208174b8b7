/** What an operator runs: {@link io.candlestream.tools.Tools} chooses the command, {@link io.candlestream.tools.Cql} runs a query. */
package io.candlestream.tools;
