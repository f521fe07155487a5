/** Which known vulnerabilities the libraries have that ship with this process, and which of them are accepted. */
@NullMarked
package org.imagebuilder.standalone.vulnerabilities;

import org.jspecify.annotations.NullMarked;
