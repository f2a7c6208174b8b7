/** TLS for drivers that take a socket factory: {@link io.candlestream.runtime.tls.TlsSockets}. */
package io.candlestream.runtime.tls;
