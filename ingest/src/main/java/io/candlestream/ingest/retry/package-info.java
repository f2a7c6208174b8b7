/** How a server that is not there is waited for. */
package io.candlestream.ingest.retry;
