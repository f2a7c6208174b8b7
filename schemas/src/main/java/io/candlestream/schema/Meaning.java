package io.candlestream.schema;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/** What a field of our records means, whatever Avro type another writer gave it: which types may carry it. */
public enum Meaning {
    TEXT("a text", AvroForm.ENUM),
    NUMBER("a number", AvroForm.INT, AvroForm.LONG, AvroForm.FLOAT, AvroForm.DOUBLE, AvroForm.DECIMAL),
    COUNT("a whole number", AvroForm.INT, AvroForm.LONG, AvroForm.DECIMAL),
    /** A plain long is epoch milliseconds; an int could only hold seconds. */
    TIME("a time", AvroForm.LONG, AvroForm.TIMESTAMP_MILLIS, AvroForm.TIMESTAMP_MICROS),
    TRUTH("true or false", AvroForm.BOOLEAN),
    UUID("a UUID", AvroForm.UUID);

    /**
     * The fields of {@code assets.avsc}, {@code gaps.avsc}, {@code gaps_by_id.avsc},
     * {@code trades.avsc}, {@code agg_trades.avsc} and the tickers' schemas.
     */
    private static final Map<String, Meaning> FIELDS = Stream.of(
                    fields(TEXT, "asset_name symbol interval window_size source cause state"),
                    fields(
                            NUMBER,
                            "open high low close volume quote_volume taker_buy_volume taker_buy_quote_volume"
                                    + " price quantity price_change price_change_percent weighted_average_price"
                                    + " open_price high_price low_price last_price previous_close_price last_quantity"
                                    + " bid_price bid_quantity ask_price ask_quantity"),
                    fields(COUNT, "trades first_trade_id last_trade_id trade_id agg_trade_id from_id to_id"),
                    fields(
                            TIME,
                            "timestamp close_time collected_at event_time from_time to_time found_at healed_at"
                                    + " trade_time open_time"),
                    fields(TRUTH, "is_closed is_buyer_maker"),
                    fields(UUID, "id"))
            .flatMap(fields -> fields.entrySet().stream())
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private final String description;

    @SuppressWarnings("ImmutableEnumChecker") // it is a copy
    private final Set<AvroForm> forms;

    Meaning(String description, AvroForm... forms) {
        this.description = description;
        this.forms = Stream.concat(Stream.of(AvroForm.STRING, AvroForm.NULL), Stream.of(forms))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Map<String, Meaning> fields(Meaning meaning, String names) {
        return Stream.of(names.split(" ")).collect(Collectors.toMap(name -> name, name -> meaning));
    }

    /** What {@code field} means; empty for a field that no stream has. */
    public static Optional<Meaning> of(String field) {
        return Optional.ofNullable(FIELDS.get(field));
    }

    /** Why {@code type} cannot carry this meaning, such as "bytes cannot be read as a number"; empty when it can. */
    public Optional<String> refusal(Schema type) {
        return type.isUnion()
                ? type.getTypes().stream()
                        .map(this::refusal)
                        .flatMap(Optional::stream)
                        .findFirst()
                : Optional.of(type)
                        .filter(one -> !forms.contains(AvroForm.of(one)))
                        .map(one -> AvroForm.describe(one) + " cannot be read as " + description);
    }
}
