package io.candlestream.sink.minutes;

import io.candlestream.consumer.sink.SinkResult;
import io.candlestream.minutes.MinuteCandle;
import io.candlestream.minutes.MinuteFeatures;
import java.util.List;

/** The closed candles of a task, or the features of some, for the driver. */
record ClosedCandles(List<MinuteCandle> candles, List<MinuteFeatures> features) implements SinkResult {}
