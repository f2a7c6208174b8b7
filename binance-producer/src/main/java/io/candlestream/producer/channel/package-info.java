/**
 * How a stream of the venue enters the program: a {@link io.candlestream.producer.channel.ChannelFactory} for each type of stream,
 * found on the class path.
 */
package io.candlestream.producer.channel;
