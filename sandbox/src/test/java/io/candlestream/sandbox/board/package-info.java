/** Grafana's provisioned boards without Grafana: their queries as it sends them, and what the recording says of each. */
package io.candlestream.sandbox.board;
