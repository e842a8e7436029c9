package dev.sluice.plan;

import dev.sluice.operators.Operator;
import java.io.Serializable;

/**
 * One step of a plan.
 *
 * @param number from 1, as messages count
 * @param name the operator's name or its {@code as:} name; unique in the plan
 * @param operator what to do; a group of filters is a {@link FilterGroup}
 * @param measureAll whether a filter measures every value also after its verdict is known
 * @param place where it stands in the recipe, {@code file:line:column}
 */
public record Step(int number, String name, Operator operator, boolean measureAll, String place)
        implements Serializable {}
