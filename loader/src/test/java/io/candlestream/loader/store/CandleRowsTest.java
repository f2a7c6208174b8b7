package io.candlestream.loader.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.consumer.kline.KlineRow;
import io.candlestream.consumer.kline.KlineStream;
import io.candlestream.consumer.stream.Decimal;
import io.candlestream.consumer.stream.Field;
import io.candlestream.loader.archive.CandlePartition;
import io.candlestream.loader.archive.KlineFile;
import io.candlestream.loader.archive.MonthOfCandles;
import io.candlestream.schema.Interval;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CandleRowsTest {
    private static final String LONG = "1234567890.12345678";
    private static final List<String> VALUES = List.of(
            "open", "high", "low", "close", "volume", "quote_volume", "taker_buy_volume", "taker_buy_quote_volume");

    @TempDir
    private Path folder;

    /** Whatever has too many digits for a double, in any of the columns, in the first candle and in the last. */
    @Test
    void everyNumberKeepsItsDigits() throws IOException {
        List<String> whole = List.of("2.0", "2.5", "0.5", "1.5", "10.0", "15.0", "1.0", "1.5");
        List<String> exact = List.of(LONG, LONG, LONG, LONG, LONG, LONG, LONG, LONG);
        List<String> some =
                List.of("2.0", "2.50000000000000", "0.5", "1.5", "10.0", "98765432109876543210.5", "1.0", "1.5");

        List<KlineRow> rows = rows(List.of(exact, whole, some, whole, exact));

        assertThat(rows).hasSize(5);
        assertThat(numbers(rows.get(0))).containsExactlyElementsOf(numbers(exact));
        assertThat(numbers(rows.get(1))).containsExactlyElementsOf(numbers(whole));
        assertThat(numbers(rows.get(2))).containsExactlyElementsOf(numbers(some));
        assertThat(numbers(rows.get(3))).containsExactlyElementsOf(numbers(whole));
        assertThat(numbers(rows.get(4))).containsExactlyElementsOf(numbers(exact));
        assertThat(rows.get(1).exact()).isSameAs(rows.get(3).exact());
    }

    private List<KlineRow> rows(List<List<String>> candles) throws IOException {
        StringBuilder lines = new StringBuilder();
        long open = 1_761_955_200_000L;
        for (List<String> cells : candles) {
            lines.append(open + "," + String.join(",", cells.subList(0, 5)) + "," + (open + 59_999) + "," + cells.get(5)
                    + ",3," + cells.get(6) + "," + cells.get(7) + ",0\n");
            open += 60_000;
        }
        Path file = Files.writeString(folder.resolve("BTCUSDT-1m-2025-11.csv"), lines);
        MonthOfCandles read = MonthOfCandles.read(List.of(KlineFile.of(file).orElseThrow()));
        return new CandleRows(
                new CandlePartition("binance", "bitcoin", "BTCUSDT", Interval.MINUTE_1, read.candles(), 0));
    }

    private static List<BigDecimal> numbers(List<String> texts) {
        return texts.stream()
                .map(text -> new BigDecimal(text).stripTrailingZeros())
                .toList();
    }

    /** As a sink reads them. */
    private static List<BigDecimal> numbers(KlineRow row) {
        return VALUES.stream()
                .map(name -> KlineStream.layout("assets").fields().stream()
                        .filter(field -> field.name().equals(name))
                        .findFirst()
                        .orElseThrow())
                .map(field -> number(field, row))
                .toList();
    }

    private static BigDecimal number(Field<KlineRow> field, KlineRow row) {
        Optional<Decimal> exact = field instanceof Field.OfDouble<KlineRow> number
                ? number.exact().apply(row)
                : ((Field.OfOptionalDouble<KlineRow>) field).exact().apply(row);
        double value = field instanceof Field.OfDouble<KlineRow> number
                ? number.value().applyAsDouble(row)
                : ((Field.OfOptionalDouble<KlineRow>) field).value().apply(row).orElseThrow();
        return exact.map(Decimal::toBigDecimal)
                .orElseGet(() -> new BigDecimal(Double.toString(value)))
                .stripTrailingZeros();
    }
}
