package io.candlestream.throwaway.producer;

import io.candlestream.ingest.channel.Channel;
import io.candlestream.ingest.channel.Event;
import io.candlestream.ingest.channel.EventEncoder;
import io.candlestream.ingest.frame.EventJson;
import io.candlestream.ingest.frame.RejectCause;
import io.candlestream.ingest.frame.RejectedException;
import io.candlestream.ingest.publish.EncodedRecord;
import io.candlestream.ingest.publish.StringRecordWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.apache.avro.Schema;

/** {@code <symbol>@midPrice}: {@code {"e":"midPrice","E":time,"s":symbol,"p":price}}. */
final class MidChannel implements Channel<MidChannel.Mid> {
    /** The middle between the best bid and the best ask of a symbol at a moment. */
    record Mid(String symbol, String price, long eventTime) implements Event {
        @Override
        public long time() {
            return eventTime;
        }
    }

    @Override
    public String subscription(String symbol) {
        return symbol.toLowerCase(Locale.ROOT) + "@midPrice";
    }

    @Override
    public Set<String> eventTypes() {
        return Set.of("midPrice");
    }

    @Override
    public Mid parse(EventJson json) throws IOException, RejectedException {
        String symbol = "";
        String price = "";
        long time = 0;
        while (json.next()) {
            switch (json.key()) {
                case "s" -> symbol = json.text();
                case "p" -> price = json.decimal();
                case "E" -> time = json.time();
                default -> json.skip();
            }
        }
        if (symbol.isEmpty() || price.isEmpty() || time == 0) {
            throw new RejectedException(RejectCause.MISSING_KEY, "the event needs the keys E, s and p");
        }
        return new Mid(symbol, price, time);
    }

    @Override
    public EventEncoder<Mid> encoder(Schema schema) {
        StringRecordWriter out = new StringRecordWriter();
        return (mid, now) -> {
            out.clear();
            out.text(mid.symbol());
            out.time(mid.eventTime());
            out.text(mid.price());
            return new EncodedRecord(mid.symbol().getBytes(StandardCharsets.UTF_8), out.toBytes(), now);
        };
    }
}
