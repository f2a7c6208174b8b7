/**
 * What a stream of a venue has to tell the engine: a {@code Channel} says what to ask for, reads its {@code Event}s and
 * encodes them ({@code EventEncoder}, {@code EventPublisher}). Where something tells that events are missing, it has a {@code
 * Continuity} for each symbol, which names each {@code Gap}; where the venue still has them, an {@code EventHistory}.
 * A {@code TopicTailState} learns from the topic where both go on at a start.
 */
package io.candlestream.ingest.channel;
