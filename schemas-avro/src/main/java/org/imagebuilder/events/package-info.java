/**
 * The events that leave the service: generated records and their encoding. The package is not null-marked as a whole,
 * since the generated records say nothing of null; what a field may hold stands in its schema.
 */
package org.imagebuilder.events;
