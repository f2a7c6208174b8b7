package io.candlestream.producer.trade;

import io.candlestream.history.LookAhead;
import io.candlestream.history.Numbered;
import io.candlestream.history.PastById;
import io.candlestream.history.RestApi;
import io.candlestream.history.RestPastById;
import io.candlestream.history.archive.ArchivedById;
import io.candlestream.ingest.channel.EventSource;
import io.candlestream.ingest.channel.Gap;
import io.candlestream.ingest.channel.Gap.Cause;
import io.candlestream.ingest.channel.Gap.Times;
import io.candlestream.ingest.channel.PastEvents;
import io.candlestream.runtime.settings.SettingsException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Numbered events of the past as those of their channel. Their ids follow each other, so what a source leaves out is a gap.
 *
 * @param reportedAt when they count as told, whatever the source says
 */
record IdPast<P extends Numbered>(TradeKind<P> kind, PastById<P> past, EventSource source, Optional<Instant> reportedAt)
        implements PastEvents<Trade> {
    private static final Logger log = LoggerFactory.getLogger(IdPast.class);

    static <P extends Numbered> IdPast<P> of(TradeKind<P> kind, Request wanted, RestApi rest) {
        return wanted.files()
                .map(folder -> new IdPast<>(
                        kind, files(kind, folder, wanted.symbols()), EventSource.ARCHIVE, wanted.correctedAt()))
                .orElseGet(() -> new IdPast<>(
                        kind,
                        new RestPastById<>(kind.rest().apply(rest), wanted.confirm()),
                        EventSource.REST,
                        wanted.correctedAt()));
    }

    private static <P extends Numbered> PastById<P> files(TradeKind<P> kind, Path folder, List<String> symbols) {
        try {
            ArchivedById<P> files = kind.archived().apply(folder);
            files.require(symbols);
            files.check(symbols);
            files.notes().forEach(log::warn);
            return files;
        } catch (IllegalArgumentException e) {
            throw new SettingsException(e.getMessage(), e);
        }
    }

    @Override
    public Iterator<Trade> between(String symbol, long from, long to, OptionalLong next, Consumer<Gap> missing) {
        OptionalLong first = next.isPresent() ? next : past.firstAt(symbol, from);
        return new Unbroken(past.between(symbol, from, to, first), first, from, missing);
    }

    @Override
    public String describe(long position) {
        return kind.one() + " " + position;
    }

    /** Tells of each id that is left out, or is that of an event which cannot be. */
    private final class Unbroken extends LookAhead<Trade> {
        private final Iterator<P> told;
        private final Consumer<Gap> missing;
        private OptionalLong next;
        private long time;
        private Optional<Trade> refused = Optional.empty();

        Unbroken(Iterator<P> told, OptionalLong first, long from, Consumer<Gap> missing) {
            this.told = told;
            this.next = first;
            this.time = from;
            this.missing = missing;
        }

        @Override
        protected Optional<Trade> find() {
            while (told.hasNext()) {
                P one = told.next();
                Trade event = event(one);
                if (event.isPossible()) {
                    missingUntil(event, event.id());
                    passed(event);
                    return Optional.of(event);
                }
                if (one.isVoid()) { // Nothing is behind its id, so nothing is missing.
                    missingUntil(event, event.id());
                    passed(event);
                } else {
                    refuse(event);
                }
            }
            refused.ifPresent(last -> missingUntil(last, last.id() + 1));
            return Optional.empty();
        }

        private void passed(Trade event) {
            next = OptionalLong.of(event.id() + 1);
            time = event.time();
            refused = Optional.empty();
        }

        private void refuse(Trade event) {
            if (refused.isEmpty()) {
                log.warn(
                        "No {} can be so, and its id counts as missing, as those behind it that cannot be: {}",
                        kind.one(),
                        event);
            }
            next = OptionalLong.of(next.orElse(event.id()));
            refused = Optional.of(event);
        }

        private Trade event(P one) {
            long when = reportedAt.map(Instant::toEpochMilli).orElse(one.reportedAt());
            return kind.event().event(one, source, Math.max(one.time(), when));
        }

        private void missingUntil(Trade event, long end) {
            if (next.isPresent() && next.getAsLong() < end) {
                missing.accept(new Gap(
                        event.symbol(),
                        next.getAsLong(),
                        end,
                        Optional.of(new Times(Math.min(time, event.time()), event.time() + 1)),
                        Cause.BACKFILL,
                        System.currentTimeMillis()));
            }
        }
    }
}
