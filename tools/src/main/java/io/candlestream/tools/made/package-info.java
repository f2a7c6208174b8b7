/** Where rows that are made of stored ones are written: a {@code MadeTable} of Cassandra or PostgreSQL, in which the newer version of a row stays. */
package io.candlestream.tools.made;
