package org.imagebuilder.metrics;

/**
 * The two labels in a stored job's type.
 *
 * @param architecture empty where the type is not bound to one
 */
record StoredType(String name, String architecture) {

    static StoredType of(String type) {
        int colon = type.indexOf(':');
        return colon < 0
                ? new StoredType(type, "")
                : new StoredType(type.substring(0, colon), type.substring(colon + 1));
    }
}
