/** What programs share in their dealings with brokers beyond the words for errors. */
package io.candlestream.runtime.kafka;
