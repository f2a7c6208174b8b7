package io.candlestream.sink.lake.read;

import io.candlestream.certify.CandleRow;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.runtime.terminal.VisibleText;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The streams whose past is read: the table, which columns of it are read, and a row as a line of text. */
public enum PastStream {
    KLINES(
            "candles",
            "timestamp",
            "interval",
            "is_closed",
            List.of("close_time"),
            CandleRow.NUMBERS,
            List.of("trades", "first_trade_id", "last_trade_id")),
    TRADES(
            "trades",
            "trade_time",
            "trade_id",
            "is_buyer_maker",
            List.of(),
            List.of("price", "quantity", "quote_quantity"),
            List.of()),
    AGG_TRADES(
            "agg_trades",
            "trade_time",
            "agg_trade_id",
            "is_buyer_maker",
            List.of(),
            List.of("price", "quantity"),
            List.of("first_trade_id", "last_trade_id"));

    static final int SYMBOL = 0;
    static final int TIME = 1;
    static final int VERSION = 2;
    /** The interval of a candle, the id of others. */
    static final int KIND = 3;

    private static final int FLAG = 4;
    private static final int REST = 5;

    private final String table;
    private final String time;
    private final String kind;
    private final int times;
    private final int numbers;

    @SuppressWarnings("ImmutableEnumChecker") // a list that a stream has made is
    private final List<String> columns;

    PastStream(
            String table,
            String time,
            String kind,
            String flag,
            List<String> times,
            List<String> numbers,
            List<String> wholes) {
        this.table = table;
        this.time = time;
        this.kind = kind;
        this.times = REST + times.size();
        this.numbers = this.times + numbers.size();
        this.columns = Stream.of(
                        Stream.of("symbol", time, "version", kind, flag),
                        times.stream(),
                        numbers.stream(),
                        wholes.stream())
                .flatMap(some -> some)
                .toList();
    }

    /** The stream that is called so. */
    public static Optional<PastStream> called(String name) {
        return Arrays.stream(values())
                .filter(stream -> stream.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst();
    }

    /** The name of its table in a lake. */
    public String table() {
        return table;
    }

    String time() {
        return time;
    }

    String kind() {
        return kind;
    }

    List<String> columns() {
        return columns;
    }

    /** What tells a row from the others of its symbol: of a candle its open time. */
    long id(RowView row) {
        return this == KLINES ? row.millis(TIME) : row.whole(KIND);
    }

    /** By what the rows of all symbols follow each other, epoch milliseconds: a candle is known at its end. */
    long knownAt(RowView row) {
        long closeTime = this == KLINES ? row.millis(REST) : CandleRow.ABSENT;
        return closeTime == CandleRow.ABSENT ? row.millis(TIME) : closeTime;
    }

    /** Whether the row counts: a candle does once it is closed. */
    boolean isFinal(RowView row) {
        return this != KLINES || row.whole(FLAG) != 0;
    }

    /** Symbol, time, id (none of a candle), flag and the other columns; times in epoch milliseconds, nothing for what is absent. */
    String text(RowView row) {
        StringBuilder text = new StringBuilder(200);
        text.append(checked(row.text(SYMBOL)))
                .append('\t')
                .append(row.millis(TIME))
                .append('\t');
        if (this != KLINES) {
            text.append(row.whole(KIND));
        }
        text.append('\t').append(row.whole(FLAG) == 0 ? '0' : '1');
        for (int column = REST; column < columns.size(); column++) {
            text.append('\t');
            if (column >= times && column < numbers) {
                append(text, row.decimal(column));
            } else {
                append(text, column < times ? row.millis(column) : row.whole(column));
            }
        }
        return text.toString();
    }

    /** @throws FatalException when it is none that a line and a list can hold */
    static String checked(String symbol) {
        if (symbol.isEmpty() || symbol.chars().anyMatch(c -> c == ',' || Character.isISOControl(c))) {
            throw new FatalException("a row is of no symbol: '" + VisibleText.of(symbol) + "'");
        }
        return symbol;
    }

    private static void append(StringBuilder text, BigDecimal number) {
        if (number != null) {
            text.append(number.toPlainString());
        }
    }

    private static void append(StringBuilder text, long number) {
        if (number != CandleRow.ABSENT) {
            text.append(number);
        }
    }
}
