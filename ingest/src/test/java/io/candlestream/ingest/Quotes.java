package io.candlestream.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.candlestream.ingest.channel.Channel;
import io.candlestream.ingest.channel.Event;
import io.candlestream.ingest.channel.EventEncoder;
import io.candlestream.ingest.connection.EventRouter;
import io.candlestream.ingest.connection.VenueProtocol;
import io.candlestream.ingest.frame.EventJson;
import io.candlestream.ingest.frame.Frame;
import io.candlestream.ingest.frame.RejectCause;
import io.candlestream.ingest.frame.RejectedException;
import io.candlestream.ingest.publish.EncodedRecord;
import io.candlestream.ingest.publish.StringRecordWriter;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;

/** A venue and a stream that are made up: all that a new stream has to bring, with three fields and a topic of its own. */
public class Quotes implements Channel<Quotes.Quote> {
    public static final Schema SCHEMA = SchemaBuilder.record("quotes")
            .fields()
            .requiredString("symbol")
            .requiredString("price")
            .requiredString("quoted_at")
            .endRecord();

    /** @param eventTime epoch milliseconds */
    public record Quote(String symbol, String price, long eventTime) implements Event {
        @Override
        public long time() {
            return eventTime;
        }
    }

    @Override
    public String subscription(String symbol) {
        return "quotes." + symbol;
    }

    @Override
    public Set<String> eventTypes() {
        return Set.of("quote");
    }

    @Override
    public Quote parse(EventJson json) throws RejectedException, IOException {
        String symbol = "";
        String price = "";
        long at = 0;
        while (json.next()) {
            switch (json.key()) {
                case "symbol" -> symbol = json.text();
                case "price" -> price = json.decimal();
                case "at" -> at = json.time();
                default -> json.skip();
            }
        }
        return new Quote(symbol, price, at);
    }

    @Override
    public EventEncoder<Quote> encoder(Schema schema) {
        StringRecordWriter out = new StringRecordWriter();
        return (quote, now) -> {
            out.clear();
            out.text(quote.symbol());
            out.text(quote.price());
            out.time(quote.eventTime());
            return new EncodedRecord(quote.symbol().getBytes(StandardCharsets.UTF_8), out.toBytes(), now);
        };
    }

    /** Its messages are the events themselves, {@code {"type":"quote", …}}. */
    public static final class Venue implements VenueProtocol {
        private final JsonFactory factory = new JsonFactory();

        @Override
        public URI address(URI streamUrl) {
            return streamUrl;
        }

        @Override
        public Limits limits() {
            return new Limits(10, 10, Duration.ZERO);
        }

        @Override
        public String subscribe(List<String> streams, int id) {
            return id + " " + streams;
        }

        @Override
        public Frame read(String message, EventRouter events) throws RejectedException {
            String type = message.replaceFirst(".*\"type\":\"(\\w*)\".*", "$1");
            try (JsonParser json = factory.createParser(message)) {
                json.nextToken();
                return events.take(type, new EventJson(json));
            } catch (IOException e) {
                throw new RejectedException(RejectCause.NOT_JSON, e.getMessage());
            }
        }
    }
}
