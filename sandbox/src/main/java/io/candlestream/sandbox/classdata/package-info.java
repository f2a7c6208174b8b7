/**
 * A step of the build: starts every program once, notes which classes it loads, and writes them down in the form in which a
 * JVM maps them into memory (class data sharing), so that later starts need not read and check them again.
 */
package io.candlestream.sandbox.classdata;
