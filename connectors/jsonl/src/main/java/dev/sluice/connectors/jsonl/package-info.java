/** Documents as lines of JSON. */
@NullMarked
package dev.sluice.connectors.jsonl;

import org.jspecify.annotations.NullMarked;
