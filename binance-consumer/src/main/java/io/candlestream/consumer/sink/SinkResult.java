package io.candlestream.consumer.sink;

import java.io.Serializable;

/** What a writer tells its sink on the driver, which commits all results of a batch together. */
public interface SinkResult extends Serializable {}
