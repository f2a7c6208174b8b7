package io.candlestream.producer.gap;

import io.candlestream.producer.frame.Kline;
import io.candlestream.producer.topic.AssetNames;
import io.candlestream.producer.topic.KlineEncoder;
import io.candlestream.producer.topic.KlinePublisher;
import io.candlestream.schema.Interval;

/** Writes candles to the topic of the klines and reports to that of the gaps. */
public final class TopicOutlet implements Healer.Outlet {
    private final KlineEncoder encoder;
    private final AssetNames names;
    private final GapCodec codec;
    private final KlinePublisher publisher;

    public TopicOutlet(KlineEncoder encoder, AssetNames names, Interval interval, KlinePublisher publisher) {
        this.encoder = encoder;
        this.names = names;
        this.codec = new GapCodec(interval);
        this.publisher = publisher;
    }

    @Override
    public void publish(Kline kline) {
        publisher.publish(names.of(kline.symbol()), encoder.encode(kline, System.currentTimeMillis()));
    }

    @Override
    public void report(GapReport report) {
        publisher.publishGap(report.gap().symbol(), codec.encode(report));
    }

    @Override
    public void flush() {
        publisher.flush();
    }
}
