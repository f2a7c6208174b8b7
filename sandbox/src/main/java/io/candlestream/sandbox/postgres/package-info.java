/**
 * A real PostgreSQL as a child process: {@link io.candlestream.sandbox.postgres.PostgresBinaries} unpacks it, {@link
 * io.candlestream.sandbox.postgres.PostgresServer} starts it, {@link io.candlestream.sandbox.postgres.PostgresSetup} makes the tables
 * and roles, to which a {@link io.candlestream.sandbox.postgres.PostgresLogin} leads.
 */
package io.candlestream.sandbox.postgres;
