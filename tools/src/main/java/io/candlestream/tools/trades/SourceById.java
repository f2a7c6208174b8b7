package io.candlestream.tools.trades;

import io.candlestream.history.Numbered;
import io.candlestream.history.RestById;
import io.candlestream.history.archive.ArchivedById;
import io.candlestream.runtime.settings.SettingsException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * What the exchange tells of one symbol's past trades, or aggregate trades: it is asked forwards only, by ids and times that never fall.
 * Each method throws {@link java.io.UncheckedIOException} when nobody answers.
 */
public interface SourceById<P extends Numbered> {
    /** By REST, for any symbol. */
    static <P extends Numbered> Function<String, SourceById<P>> byRest(RestById<P> rest) {
        return symbol -> new ExchangeById<>(rest, symbol);
    }

    /**
     * Those of archive files. A symbol that no file is about would make every row of it an extra one, and is refused.
     *
     * @param folder in which they are, for messages
     * @throws IllegalArgumentException when a file cannot be read
     */
    static <P extends Numbered> Function<String, SourceById<P>> archived(ArchivedById<P> files, Path folder) {
        return symbol -> {
            if (!files.symbols().contains(symbol)) {
                throw new SettingsException("Cannot verify " + symbol + ": no trades of it in " + folder
                        + " (--symbols chooses others: " + String.join(",", files.symbols()) + ")");
            }
            return of(files.between(symbol, 0, Long.MAX_VALUE, OptionalLong.empty()));
        };
    }

    /** Those that are known, such as the trades of archive files, in the order of their ids. */
    static <P extends Numbered> SourceById<P> of(Iterator<P> known) {
        return new KnownById<>(known);
    }

    /** The one with this id, if the exchange has it. */
    Optional<P> get(long id);

    /** The id of the first one at {@code time}, epoch milliseconds, or later; empty where there is none. */
    OptionalLong firstAt(long time);

    /** The id of the last one before {@code time}, epoch milliseconds; empty where that is not known yet. */
    OptionalLong lastBefore(long time);
}
