package io.candlestream.dashboard.table;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.schema.Interval;

/** Which tables are shown, and the interval of their candles. */
public record TableNames(
        String keyspace, String candlesTable, String gapsTable, String tradesTable, Interval interval) {
    /** The table of the certificates. */
    static final String CERTIFICATES = "certificates";

    /** The tables that the settings name. */
    public static TableNames of(Settings settings) {
        return new TableNames(
                settings.text("cassandra.keyspace"),
                settings.text("cassandra.table"),
                settings.text("cassandra.gaps-table"),
                settings.text("cassandra.trades-table"),
                settings.parsed("interval", Interval::ofCode, "one of " + Interval.codes() + " is needed"));
    }

    /** The table of the candles, as CQL writes it. */
    String candles() {
        return cql(candlesTable);
    }

    /** The table of the gaps, as CQL writes it. */
    String gaps() {
        return cql(gapsTable);
    }

    /** The table of the trades, as CQL writes it. */
    String trades() {
        return cql(tradesTable);
    }

    /** The table of the certificates, as CQL writes it. */
    String certificates() {
        return cql(CERTIFICATES);
    }

    private String cql(String table) {
        return CqlIdentifier.fromInternal(keyspace).asCql(true) + "."
                + CqlIdentifier.fromInternal(table).asCql(true);
    }
}
