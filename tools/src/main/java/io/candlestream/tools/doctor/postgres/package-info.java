/**
 * How PostgreSQL is, where the settings name a login for it: {@link io.candlestream.tools.doctor.postgres.PostgresProbe} asks, and
 * its {@link io.candlestream.tools.doctor.postgres.PostgresSnapshot} judges.
 */
package io.candlestream.tools.doctor.postgres;
