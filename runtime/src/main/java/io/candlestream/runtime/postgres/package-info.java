/** How a program reaches PostgreSQL: {@link io.candlestream.runtime.postgres.PostgresAddress}. */
package io.candlestream.runtime.postgres;
