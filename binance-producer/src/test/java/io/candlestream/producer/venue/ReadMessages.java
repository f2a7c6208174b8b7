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

/** Reads messages as a connection does, each by itself. */
final class ReadMessages {
    private final BinanceProtocol protocol;
    private final Channel<Kline> channel;
    private final Set<String> symbols;

    ReadMessages(int longest, Channel<Kline> channel, Set<String> symbols) {
        this.protocol = new BinanceProtocol(longest);
        this.channel = channel;
        this.symbols = symbols;
    }

    Read read(String text) {
        List<Kline> klines = new ArrayList<>();
        ProducerMetrics metrics = new ProducerMetrics(List.of());
        SubscriptionPlan plan =
                new SubscriptionPlan(1, List.of(new FeedStream<>(channel, symbols, some -> klines::add)));
        Frame frame = new FrameHandler(plan, protocol, metrics).take(text);
        return new Read(frame, klines, Counted.causes(metrics));
    }

    /** What became of a message. */
    record Read(Frame frame, List<Kline> klines, Set<RejectCause> causes) {}
}
