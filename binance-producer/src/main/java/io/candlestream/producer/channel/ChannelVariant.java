package io.candlestream.producer.channel;

/**
 * What tells two streams of one type about one symbol apart.
 *
 * @param setting the path in the block that says so, such as {@code interval}
 * @param value such as {@code 1m}; of equal ones there can be only one
 */
public record ChannelVariant(String setting, String value) {}
