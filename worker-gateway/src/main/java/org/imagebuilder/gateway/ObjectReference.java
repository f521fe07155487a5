package org.imagebuilder.gateway;

/** The members that every answer has. */
public record ObjectReference(String href, String id, String kind) {}
