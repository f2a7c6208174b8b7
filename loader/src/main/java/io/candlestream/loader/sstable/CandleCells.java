package io.candlestream.loader.sstable;

import io.candlestream.loader.archive.CandleArrays;
import io.candlestream.loader.archive.CandlePartition;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.function.IntFunction;

/**
 * The values of a candle's columns as Cassandra stores them, each as bytes. What is the same in all rows of a partition is made once.
 * Not for several threads.
 */
final class CandleCells {
    private static final int LONGEST_NUMBER = 20;

    private final CandlePartition partition;
    private final CandleArrays candles;
    /** Each makes the bytes of one column of a candle. */
    private final List<IntFunction<byte[]>> cells;

    private final MessageDigest md5;
    private final byte[] idPrefix;
    private final byte[] digits = new byte[LONGEST_NUMBER];

    /** @param columns the columns that are no part of the key, in the order wanted */
    CandleCells(CandlePartition partition, List<TableColumn> columns) {
        this.partition = partition;
        this.candles = partition.candles();
        this.cells = columns.stream().map(this::cell).toList();
        this.idPrefix = text(partition.exchange()
                + '/'
                + partition.symbol()
                + '/'
                + partition.interval().code()
                + '/');
        try {
            this.md5 = MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }

    private IntFunction<byte[]> cell(TableColumn column) {
        return switch (column.name()) {
            case "id" -> this::id;
            case "open" -> value(CandleArrays.OPEN);
            case "high" -> value(CandleArrays.HIGH);
            case "low" -> value(CandleArrays.LOW);
            case "close" -> value(CandleArrays.CLOSE);
            case "volume" -> value(CandleArrays.VOLUME);
            case "quote_volume" -> value(CandleArrays.QUOTE_VOLUME);
            case "taker_buy_volume" -> value(CandleArrays.TAKER_BUY_VOLUME);
            case "taker_buy_quote_volume" -> value(CandleArrays.TAKER_BUY_QUOTE_VOLUME);
            case "trades" -> candle -> bytes(candles.trades(candle));
            case "close_time" -> candle -> bytes(candles.closeTime(candle));
            case "event_time" -> candle -> bytes(candles.eventTime(candle));
            case "is_closed" -> always(new byte[] {1});
            case "collected_at", "consumed_at" -> always(bytes(partition.loadedAt()));
            case "symbol" -> always(text(partition.symbol()));
            case "interval" -> always(text(partition.interval().code()));
            case "source" -> always(text(CandlePartition.SOURCE));
            case "first_trade_id", "last_trade_id" -> always(bytes(CandlePartition.NO_TRADE));
            default -> throw new IllegalArgumentException("No value for the column " + column);
        };
    }

    private IntFunction<byte[]> value(int which) {
        return candle -> bytes(Double.doubleToLongBits(candles.value(candle, which)));
    }

    private static IntFunction<byte[]> always(byte[] bytes) {
        return candle -> bytes;
    }

    /** The bytes of the column at {@code index} of the columns wanted. */
    byte[] of(int candle, int index) {
        return cells.get(index).apply(candle);
    }

    /** The open time, which is part of the key. */
    byte[] openTime(int candle) {
        return bytes(candles.openTime(candle));
    }

    /** {@link io.candlestream.schema.CandleId} without text: version 3 of RFC 4122 section 4.3. */
    private byte[] id(int candle) {
        md5.update(idPrefix);
        long rest = candles.openTime(candle);
        int at = LONGEST_NUMBER;
        do {
            digits[--at] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest > 0);
        md5.update(digits, at, LONGEST_NUMBER - at);
        byte[] id = md5.digest();
        id[6] = (byte) ((id[6] & 0x0F) | 0x30);
        id[8] = (byte) ((id[8] & 0x3F) | 0x80);
        return id;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(int value) {
        return new byte[] {(byte) (value >> 24), (byte) (value >> 16), (byte) (value >> 8), (byte) value};
    }

    private static byte[] bytes(long value) {
        byte[] bytes = new byte[Long.BYTES];
        LONGS.set(bytes, 0, value);
        return bytes;
    }

    private static final java.lang.invoke.VarHandle LONGS =
            java.lang.invoke.MethodHandles.byteArrayViewVarHandle(long[].class, java.nio.ByteOrder.BIG_ENDIAN);
}
