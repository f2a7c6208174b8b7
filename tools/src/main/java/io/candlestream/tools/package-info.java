/**
 * What an operator runs: {@link io.candlestream.tools.Tools} chooses the command. Package {@code prepare} makes keyspace, roles and
 * tables, {@code candles} lists and exports what is stored, {@code Cql} runs one query, {@code tail} prints the topic, {@code
 * deadletters} counts, shows and replays the dead letters, {@code verify} compares the table with the exchange, {@code doctor} checks
 * every part. {@code witness}, {@code trades} and {@code tickers} are the other proofs, {@code calendar} says how complete each day is.
 * {@code certify} signs days, {@code revisions} lists corrections, {@code refill} and {@code recompute} make missing rows, {@code
 * longer} is {@code history build}; {@code made} writes what these make. They reach the servers by package {@code access} and print by
 * {@code output}. {@code HealthCheck} is a program of its own, for the health checks of containers: it runs every half a minute and
 * loads next to nothing.
 */
package io.candlestream.tools;
