/** Rules of the OpenDataLab group, known from WanJuan-CC's tools. */
@NullMarked
package dev.sluice.operators.text.opendatalab;

import org.jspecify.annotations.NullMarked;
