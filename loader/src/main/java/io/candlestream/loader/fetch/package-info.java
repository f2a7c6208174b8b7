/**
 * Files of the exchange's public archive: {@link io.candlestream.loader.fetch.FetchJob} asks the {@link
 * io.candlestream.loader.fetch.PublicArchive} for the checksum of each file and downloads what is not there yet, or was uploaded again.
 */
package io.candlestream.loader.fetch;
