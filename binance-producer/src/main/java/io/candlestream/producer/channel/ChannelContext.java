package io.candlestream.producer.channel;

import io.candlestream.history.RestApi;
import io.candlestream.runtime.settings.AssetNames;

/**
 * What every channel of the venue may need.
 *
 * @param exchange part of a record's identity
 * @param names of the assets of the stream's symbols
 * @param rest within the budget of all streams
 */
public record ChannelContext(String exchange, AssetNames names, RestApi rest) {}
