/** What went wrong, in one line that names the cause and the way out: the same text for every program and every client. */
package io.candlestream.runtime.errors;
