package org.imagebuilder.standalone.vulnerabilities;

/**
 * A library that ships with this process.
 *
 * @param name group and artifact, as advisories name it
 * @param purl its package URL with the version and without qualifiers, which no advisory has
 */
record Library(String name, String version, String purl) {}
