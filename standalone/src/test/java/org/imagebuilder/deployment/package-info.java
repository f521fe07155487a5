/** What deployments and documents say about the services, held against the services themselves. */
@NullMarked
package org.imagebuilder.deployment;

import org.jspecify.annotations.NullMarked;
