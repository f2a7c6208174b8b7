/**
 * What looks at a running query from outside, on the threads of {@link io.candlestream.consumer.watch.Guards}: {@link
 * io.candlestream.consumer.watch.TopicWatch} ends it when its topic has become another, {@link
 * io.candlestream.consumer.watch.Watchdog} warns of a batch that does not end and says by {@link
 * io.candlestream.consumer.watch.TaskCount} how far it has come.
 */
package io.candlestream.consumer.watch;
