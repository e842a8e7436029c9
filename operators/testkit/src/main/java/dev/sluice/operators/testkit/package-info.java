/** What tests of operators share: the contract that every operator honours, nasty documents, golden cases. */
@NullMarked
package dev.sluice.operators.testkit;

import org.jspecify.annotations.NullMarked;
