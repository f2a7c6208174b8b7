/**
 * The connections to a venue. {@code StreamFeed} keeps one {@code StreamConnection} for each {@code SubscriptionPlan}, all of
 * which decide on the thread of the {@code EventLoop}. Each replaces its {@code StreamSocket} whenever one ends, or before it
 * does ({@code Sockets}), rests where the {@code HandshakeDraft} reads that it has to, asks for its streams ({@code SubscriptionState}), and passes every message through its {@code
 * FrameHandler}. The {@code VenueProtocol} finds the events in it, and the {@code EventRouter} gives each to its stream;
 * {@code Rejections} counts the rest.
 */
package io.candlestream.ingest.connection;
