/**
 * The topic's records as they come: {@link io.candlestream.tools.tail.TailCommand} follows them with a {@link
 * io.candlestream.tools.access.TopicReader} and prints each as a {@link io.candlestream.tools.tail.RecordLine}, all as {@link
 * io.candlestream.tools.tail.WholeLines}.
 */
package io.candlestream.tools.tail;
