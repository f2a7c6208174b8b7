/**
 * The live node: {@link io.candlestream.loader.node.NodeSchema} asks it for its version and its table's definition, {@link
 * io.candlestream.loader.node.NodeImport} has it take files over.
 */
package io.candlestream.loader.node;
