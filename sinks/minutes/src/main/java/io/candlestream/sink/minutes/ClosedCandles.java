package io.candlestream.sink.minutes;

import io.candlestream.consumer.sink.SinkResult;
import io.candlestream.minutes.MinuteCandle;
import java.util.List;

/** The closed candles of a task, for the driver. */
record ClosedCandles(List<MinuteCandle> candles) implements SinkResult {}
