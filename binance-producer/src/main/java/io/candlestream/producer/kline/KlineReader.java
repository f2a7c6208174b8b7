package io.candlestream.producer.kline;

import io.candlestream.ingest.frame.EventJson;
import io.candlestream.ingest.frame.EventScanner;
import io.candlestream.ingest.frame.RejectCause;
import io.candlestream.ingest.frame.RejectedException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Reads a kline event: by {@link #scan} where it is written as it always is, key after key, by {@link #parse} otherwise. The
 * kline itself is {@link KlineFields}' either way.
 *
 * <p>Source: as {@link KlineFields}; the order of the keys is that of recorded messages.
 */
final class KlineReader {
    static final String TYPE = "kline";

    private static final List<String> KEYS = List.of("e", "E", "s", "k");
    private static final int ALL = (1 << KEYS.size()) - 1;

    private KlineReader() {}

    static Kline scan(EventScanner message) throws IOException, RejectedException {
        message.expect(",\"E\":");
        long eventTime = message.time();
        message.expect(",\"s\":");
        String symbol = message.text();
        message.expect(",\"k\":{");
        KlineFields fields = KlineFields.inOrder(message);
        message.expect(",\"B\":");
        message.skipText();
        message.expect("}}");
        return fields.kline(symbol, eventTime);
    }

    static Kline parse(EventJson json) throws IOException, RejectedException {
        int seen = 0;
        long eventTime = 0;
        String symbol = "";
        Optional<KlineFields> kline = Optional.empty();
        while (json.next()) {
            seen = json.once(seen, KEYS);
            switch (json.key()) {
                case "E" -> eventTime = json.time();
                case "s" -> symbol = json.text();
                case "k" -> kline = Optional.of(KlineFields.read(json));
                default -> json.skip();
            }
        }
        if (seen != ALL) {
            throw new RejectedException(RejectCause.MISSING_KEY, "the event needs the keys e, E, s and k");
        }
        return kline.orElseThrow().kline(symbol, eventTime);
    }
}
