package org.imagebuilder.standalone.worker;

/** A step of a job that is about to begin. */
public record Progress(String job, String type, String step, int done, int total) {}
