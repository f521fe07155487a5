@NullMarked
package org.imagebuilder.standalone.vulnerabilities;

import org.jspecify.annotations.NullMarked;
