package io.candlestream.runtime.registry;

/** What a registry says of an id or of a schema. */
public sealed interface RegistryAnswer {
    /**
     * A schema is registered.
     *
     * @param text of the schema, in Avro or any other language that the registry takes
     */
    record Registered(String text) implements RegistryAnswer {}

    /** The registry itself says that nobody has registered it so far. */
    record Unknown() implements RegistryAnswer {}

    /** The schema is registered under this id. */
    record Known(int id) implements RegistryAnswer {}

    /** The registry itself refuses the schema: it is not compatible with the subject's earlier ones, or not valid. */
    record Refused(String why) implements RegistryAnswer {}

    /** It does not answer us: a login or a right is missing. */
    record LoginNeeded(String why) implements RegistryAnswer {}

    /** No answer of a registry came: it, or what stands before it, is not as it should be. */
    record Away(String why) implements RegistryAnswer {}
}
