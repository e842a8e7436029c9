/**
 * What an operator is: documents and their shared views, the five kinds of operators, how parameters are declared, and
 * what operators report. Depends on the JDK alone.
 */
@NullMarked
package dev.sluice.operators;

import org.jspecify.annotations.NullMarked;
