package io.candlestream.producer.venue;

import io.candlestream.ingest.channel.Channel;
import io.candlestream.ingest.connection.FeedStream;
import io.candlestream.ingest.connection.FrameHandler;
import io.candlestream.ingest.connection.SubscriptionPlan;
import io.candlestream.ingest.frame.Frame;
import io.candlestream.ingest.frame.RejectCause;
import io.candlestream.ingest.metrics.Counted;
import io.candlestream.ingest.metrics.ProducerMetrics;
import io.candlestream.producer.kline.Kline;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads messages as a connection does. */
final class ReadMessages {
    private final BinanceProtocol protocol;
    private final Channel<Kline> channel;
    private final Set<String> symbols;
    private final Connection connection;

    ReadMessages(int longest, Channel<Kline> channel, Set<String> symbols) {
        this.protocol = new BinanceProtocol(longest);
        this.channel = channel;
        this.symbols = symbols;
        this.connection = new Connection();
    }

    /** By a connection of its own. */
    Read read(String text) {
        return new Connection().read(text);
    }

    /** By one connection, which logs the first of each cause alone; the causes are those of all that it has read. */
    Read next(String text) {
        return connection.read(text);
    }

    private final class Connection {
        private final List<Kline> klines = new ArrayList<>();
        private final ProducerMetrics metrics = new ProducerMetrics(List.of());
        private final FrameHandler handler = new FrameHandler(
                new SubscriptionPlan(1, List.of(new FeedStream<>(channel, symbols, some -> klines::add))),
                protocol,
                metrics);

        Read read(String text) {
            klines.clear();
            Frame frame = handler.take(text);
            return new Read(frame, List.copyOf(klines), Counted.causes(metrics));
        }
    }

    /** What became of a message. */
    record Read(Frame frame, List<Kline> klines, Set<RejectCause> causes) {}
}
