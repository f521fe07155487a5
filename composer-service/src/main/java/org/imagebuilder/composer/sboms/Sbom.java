package org.imagebuilder.composer.sboms;

import java.util.UUID;

/**
 * A document about one pipeline of an image.
 *
 * @param purpose {@code image}, or {@code buildroot} for what the image is only built with
 * @param job whose result has it
 * @param from where it begins in the result, in bytes
 * @param length in bytes
 */
record Sbom(String pipeline, String purpose, UUID job, int from, int length) {}
