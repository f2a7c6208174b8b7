/** How a program waits for a server: {@link io.candlestream.runtime.retry.Retry} at start, {@link io.candlestream.runtime.retry.Backoff} between any two attempts. */
package io.candlestream.runtime.retry;
