/** The database contract: brings a database to the tables this version works with. */
@NullMarked
package org.imagebuilder.migrations;

import org.jspecify.annotations.NullMarked;
