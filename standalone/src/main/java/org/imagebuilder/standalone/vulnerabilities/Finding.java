package org.imagebuilder.standalone.vulnerabilities;

/** A vulnerability that a library has. */
record Finding(Library library, Advisory advisory) {}
