package io.candlestream.consumer.batch;

import java.io.Serializable;
import java.util.function.Supplier;

/** Makes what a task needs on the executor, to which it travels. */
@FunctionalInterface
public interface ExecutorFactory<T> extends Supplier<T>, Serializable {}
