package io.candlestream.history.archive;

import io.candlestream.history.Candle;
import io.candlestream.schema.Interval;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Files of klines of one interval; the archive calls a month {@code 1mo}. */
record KlineFormat(Interval interval) implements ArchiveFormat<Candle> {
    private static final String INTERVAL = "\\d{1,2}(?:s|mo|m|h|d|w|M)";
    private static final Pattern NAME = ArchiveName.pattern(INTERVAL);
    /** Names such as BTC-USDT-1m-2025-01.csv, BTCUSDT_1m.csv and BTCUSDT-1m-2025-01.txt, which may well be klines. */
    private static final Pattern ALIKE =
            Pattern.compile(".*[-_ ]" + INTERVAL + "(?:[-_. ].*)?\\.(?i:csv|csv\\.gz|zip|txt|tsv)");

    private static final ArchiveColumns COLUMNS = new ArchiveColumns(List.of(
            List.of("open_time", "timestamp", "opentimestamp"),
            List.of("open"),
            List.of("high"),
            List.of("low"),
            List.of("close"),
            List.of("volume"),
            List.of("close_time", "closetimestamp"),
            List.of("quote_volume", "quoteassetvolume"),
            List.of("count", "trades", "numberoftrades"),
            List.of("taker_buy_volume", "takerbuybasevolume", "takerbuybaseassetvolume"),
            List.of("taker_buy_quote_volume", "takerbuyquoteassetvolume")));

    @Override
    public Optional<ArchiveName> name(String file) {
        return nameOf(file);
    }

    /** As {@link #name}, of any interval; the content is its code. */
    static Optional<ArchiveName> nameOf(String file) {
        Optional<ArchiveName> known = ArchiveName.of(file, NAME)
                .map(name -> name.with(name.content().replace("mo", "M")))
                .filter(name -> Interval.ofCode(name.content()).isPresent());
        if (known.isEmpty() && ALIKE.matcher(file).matches()) {
            throw new IllegalArgumentException("its name tells no symbol and interval: SYMBOL-INTERVAL-... with .csv,"
                    + " .csv.gz or .zip is needed, such as BTCUSDT-1m-2026-02.zip");
        }
        return known;
    }

    @Override
    public ArchiveColumns columns() {
        return COLUMNS;
    }

    @Override
    public Parser<Candle> parser(ArchiveName name, long madeAt) {
        return new Candles(name.symbol(), madeAt);
    }

    @Override
    public long position(Candle candle) {
        return candle.openTime();
    }

    @Override
    public long position(long number) {
        return ArchiveRow.millis(number);
    }

    /** A candle of a week may open before the month of its file. */
    @Override
    public Optional<Positions> positions(ArchiveName name) {
        return name.days().map(days -> new Positions(interval.openOf(milli(days.first())), milli(days.end()) - 1));
    }

    private static long milli(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    }

    @Override
    public Optional<String> difference(Candle one, Candle other) {
        return CandleDifference.between(one, other);
    }

    private final class Candles implements Parser<Candle> {
        private final String symbol;
        private final long madeAt;
        private Optional<Interval> shorter = Optional.empty();

        Candles(String symbol, long madeAt) {
            this.symbol = symbol;
            this.madeAt = madeAt;
        }

        @Override
        public Candle parse(ArchiveRow row, Optional<Candle> before) {
            Candle candle = candle(row);
            requireInterval(candle, row, before);
            return candle;
        }

        private Candle candle(ArchiveRow row) {
            Candle candle = new Candle(
                    symbol,
                    interval,
                    row.millis(0),
                    row.millis(6),
                    row.decimal(1),
                    row.decimal(2),
                    row.decimal(3),
                    row.decimal(4),
                    row.decimal(5),
                    row.decimal(7),
                    row.decimal(9),
                    row.decimal(10),
                    row.whole(8),
                    Candle.NO_TRADE,
                    Candle.NO_TRADE,
                    madeAt);
            return candle.reportedAt(madeAt);
        }

        /** A candle may be cut by a halt of trading, but it is never longer, and two in a row are not cut to one length. */
        private void requireInterval(Candle head, ArchiveRow row, Optional<Candle> before) {
            long end = interval.endOf(head.openTime());
            if (head.closeTime() + 1 == end) {
                shorter = Optional.empty();
                return;
            }
            Optional<Interval> own = Arrays.stream(Interval.values())
                    .filter(other -> other != interval)
                    .filter(other -> head.closeTime() + 1 == other.endOf(head.openTime()))
                    .findFirst();
            boolean longer = own.isPresent() && head.closeTime() >= end;
            boolean again = own.isPresent()
                    && own.equals(shorter)
                    && before.map(candle -> candle.closeTime() + 1 == head.openTime())
                            .orElse(false);
            if (longer || again) {
                throw row.refusedFor(
                        6,
                        "the row is a candle of " + own.get().code() + ", the name of the file says "
                                + interval.code());
            }
            shorter = own;
        }
    }
}
