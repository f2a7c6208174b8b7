package io.candlestream.tools.verify;

import com.datastax.oss.driver.api.core.CqlSession;
import io.candlestream.history.History;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.schema.Interval;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** What the command {@code verify} does, for a program that has a session and an exchange: drills and demo end with it. */
public final class TableComparison {
    private static final String GAPS_TABLE = "gaps";

    private final Verification verification;

    /**
     * @param session stays the caller's to close
     * @param exchangeName part of a candle's identity
     */
    public TableComparison(
            CqlSession session,
            String keyspace,
            String table,
            History exchange,
            Interval interval,
            String exchangeName) {
        this.verification = new Verification(
                new StoredCandles(session, keyspace, table),
                exchange,
                interval,
                new CandleColumns(exchangeName),
                new GapTable(session, keyspace, GAPS_TABLE, interval));
    }

    /**
     * Compares all that the table holds, from the first to the last closed row of each asset.
     *
     * @throws IllegalStateException when the exchange does not answer
     */
    public Outcome run() {
        return outcome(() -> verification.run(List.of(), Optional.empty(), Optional.empty()));
    }

    /** Compares what the table holds of these symbols, and of each of them between these open times. */
    public Outcome run(Map<String, Span> spans) {
        return outcome(() -> verification.within(spans));
    }

    /** Open times in epoch milliseconds, both included. */
    public record Span(long first, long last) {}

    private static Outcome outcome(Supplier<VerifyReport> comparison) {
        try {
            VerifyReport report = comparison.get();
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            new VerifyReportText(report, new PrintStream(text, true, StandardCharsets.UTF_8), OptionalInt.empty())
                    .print();
            return new Outcome(
                    report.equal(),
                    text.toString(StandardCharsets.UTF_8).lines().toList());
        } catch (FatalException e) { // An empty table differs from nothing.
            return new Outcome(true, List.of(e.getMessage()));
        } catch (UncheckedIOException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /**
     * How the table compares with the exchange.
     *
     * @param lines the report as {@code verify} prints it, the verdict last
     */
    public record Outcome(boolean equal, List<String> lines) {
        /** The one line that a person and a script read. */
        public String verdict() {
            return lines.get(lines.size() - 1);
        }
    }
}
