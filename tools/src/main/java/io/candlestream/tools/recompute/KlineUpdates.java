package io.candlestream.tools.recompute;

import io.candlestream.runtime.settings.Settings;
import io.candlestream.schema.CandleTimes;
import io.candlestream.schema.CandleValues;
import io.candlestream.schema.Interval;
import io.candlestream.schema.RecordSchema;
import io.candlestream.schema.SchemaException;
import io.candlestream.tools.access.BrokerAddress;
import io.candlestream.tools.access.TopicReader;
import io.candlestream.tools.doctor.topic.CandleText;
import io.candlestream.tools.doctor.topic.RecordReader;
import io.candlestream.tools.doctor.topic.RegistryProbe;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The updates of candles that their topic holds.
 *
 * @param candles the interval of those that count
 * @param names of assets or symbols, in any case; none for all
 */
public record KlineUpdates(
        BrokerAddress brokers, String topic, RecordReader reader, Interval candles, List<String> names) {
    /** By so much the producer's clock may be before the exchange's. */
    private static final Duration CLOCKS = Duration.ofMinutes(1);

    /** The topic that the settings name. */
    public static KlineUpdates of(Settings settings, Interval candles, List<String> names) {
        String file = settings.text("schema");
        try {
            RecordReader reader =
                    new RecordReader(RecordSchema.KLINES.load(Path.of(file)), file, RegistryProbe.of(settings));
            return new KlineUpdates(BrokerAddress.of(settings), settings.text("topic"), reader, candles, names);
        } catch (SchemaException e) {
            throw settings.refused("schema", e.getMessage());
        }
    }

    /**
     * One update. Times are epoch milliseconds, numbers without zeros at their end.
     *
     * @param eventTime when the source said so; the close where that is not known
     * @param lastTradeId -1 where it is not known
     */
    public record Update(
            String asset,
            String symbol,
            long eventTime,
            long openTime,
            long closeTime,
            boolean closed,
            long lastTradeId,
            BigDecimal price,
            BigDecimal quoteVolume,
            Optional<BigDecimal> takerBuyQuoteVolume) {
        /** The moment of the window to which it belongs: a closing update comes when its candle is over. */
        public long time() {
            return Math.min(eventTime, closeTime);
        }
    }

    /**
     * Hands over those that are published now, all but those from before {@code from}. Records that are no candles are passed over.
     *
     * @return when the oldest record was published, where the topic no longer holds all that were since {@code from}
     */
    public Optional<Instant> since(Instant from, Consumer<Update> taker) {
        try (TopicReader records = TopicReader.existing(brokers, topic)) {
            return records.since(
                    from.isBefore(Instant.EPOCH.plus(CLOCKS)) ? Instant.EPOCH : from.minus(CLOCKS),
                    record -> reader.read(record)
                            .value()
                            .flatMap(this::update)
                            .filter(update -> names.isEmpty()
                                    || names.stream()
                                            .anyMatch(name -> name.equalsIgnoreCase(update.asset())
                                                    || name.equalsIgnoreCase(update.symbol())))
                            .ifPresent(taker));
        }
    }

    private Optional<Update> update(CandleText text) {
        Map<String, String> fields = text.fields();
        try {
            String interval = fields.getOrDefault("interval", "");
            Update update = new Update(
                    fields.get("asset_name"),
                    fields.getOrDefault("symbol", ""),
                    time(fields.get("event_time").isEmpty() ? fields.get("close_time") : fields.get("event_time")),
                    time(fields.get("timestamp")),
                    time(fields.get("close_time")),
                    fields.get("is_closed").equalsIgnoreCase("true"),
                    fields.get("last_trade_id").isEmpty() ? -1 : Long.parseLong(fields.get("last_trade_id")),
                    number(fields.get("close")),
                    number(fields.get("quote_volume")),
                    Optional.of(fields.get("taker_buy_quote_volume"))
                            .filter(taken -> !taken.isEmpty())
                            .map(KlineUpdates::number));
            boolean ours = interval.isEmpty() || interval.equals(candles.code());
            return ours && isCandle(fields, update) ? Optional.of(update) : Optional.empty();
        } catch (NullPointerException | NumberFormatException | DateTimeException e) { // what the consumer refuses
            return Optional.empty();
        }
    }

    /** By what the exchange's terms say, as the consumer holds them to them. */
    private boolean isCandle(Map<String, String> fields, Update update) {
        boolean past = List.of("rest", "archive").contains(fields.get("source"));
        CandleValues values = new CandleValues(
                real(fields, "open"),
                real(fields, "high"),
                real(fields, "low"),
                real(fields, "close"),
                real(fields, "volume"),
                real(fields, "quote_volume"),
                real(fields, "taker_buy_volume"),
                real(fields, "taker_buy_quote_volume"),
                Integer.parseInt(fields.get("trades")));
        return !update.asset().isEmpty()
                && (past || candles.opensAt(update.openTime()))
                && CandleTimes.closesWithin(candles, update.openTime(), update.closeTime() - (past ? 1 : 0))
                && !CandleTimes.isFromTheFuture(update.openTime(), time(fields.get("collected_at")))
                && values.contradiction().isEmpty();
    }

    private static double real(Map<String, String> fields, String name) {
        String text = fields.get(name);
        return text.isEmpty() ? 0 : Double.parseDouble(text);
    }

    private static BigDecimal number(String text) {
        return new BigDecimal(text).stripTrailingZeros();
    }

    private static long time(String text) {
        return text.matches("\\d+") ? Long.parseLong(text) : Instant.parse(text).toEpochMilli();
    }
}
