package dev.sluice.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Which module may know which. */
@AnalyzeClasses(packages = "dev.sluice", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

    /** The root package of every module; a class belongs to the longest one that holds it. */
    private static final List<String> MODULES = List.of(
            "dev.sluice.operators",
            "dev.sluice.operators.testkit",
            "dev.sluice.operators.text",
            "dev.sluice.operators.language",
            "dev.sluice.operators.dedup",
            "dev.sluice.operators.models",
            "dev.sluice.operators.html",
            "dev.sluice.operators.tokens",
            "dev.sluice.operators.sketches",
            "dev.sluice.operators.select",
            "dev.sluice.connectors",
            "dev.sluice.connectors.jsonl",
            "dev.sluice.connectors.text",
            "dev.sluice.connectors.parquet",
            "dev.sluice.plan",
            "dev.sluice.pipelines",
            "dev.sluice.recipes",
            "dev.sluice.runners.embedded",
            "dev.sluice.runners.flink",
            "dev.sluice.cli",
            "dev.sluice.benchmarks");

    private static final String[] CONCRETE_OPERATORS = {
        "dev.sluice.operators.text..",
        "dev.sluice.operators.language..",
        "dev.sluice.operators.dedup..",
        "dev.sluice.operators.models..",
        "dev.sluice.operators.html..",
        "dev.sluice.operators.tokens..",
        "dev.sluice.operators.sketches..",
        "dev.sluice.operators.select.."
    };

    private static final String[] ENGINES = {"org.apache.beam..", "org.apache.flink.."};

    private static final SliceAssignment BY_MODULE = new SliceAssignment() {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
            return MODULES.stream()
                    .filter(module -> isWithin(javaClass, module))
                    .max(Comparator.comparingInt(String::length))
                    .map(SliceIdentifier::of)
                    .orElseGet(SliceIdentifier::ignore);
        }

        @Override
        public String getDescription() {
            return "modules";
        }
    };

    @ArchTest
    static final ArchRule OPERATORS_KNOW_NO_ENGINE_NO_YAML_AND_NO_LOGGING = noClasses()
            .that()
            .resideInAPackage("dev.sluice.operators..")
            .and()
            .resideOutsideOfPackage("dev.sluice.operators.testkit..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.beam..", "org.apache.flink..", "org.snakeyaml..", "java.util.logging..", "org.slf4j..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule TESTKIT_KNOWS_NO_ENGINE_AND_NO_LOGGING = noClasses()
            .that()
            .resideInAPackage("dev.sluice.operators.testkit..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.beam..", "org.apache.flink..", "java.util.logging..", "org.slf4j..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule OPERATORS_API_NEEDS_ONLY_THE_JDK = classes()
            .that()
            .resideInAnyPackage("dev.sluice.operators", "dev.sluice.text")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("dev.sluice.operators", "dev.sluice.text", "java..", "org.jspecify..")
            .allowEmptyShould(true);

    private static final Set<String> QUESTIONS_OF_UNICODE = Set.of(
            "getType",
            "isAlphabetic",
            "isDefined",
            "isDigit",
            "isIdeographic",
            "isLetter",
            "isLetterOrDigit",
            "isLowerCase",
            "isTitleCase",
            "isUpperCase",
            "toLowerCase",
            "toTitleCase",
            "toUpperCase");

    private static final DescribedPredicate<JavaAccess<?>> ANSWERED_BY_THE_RELEASE_OF_JAVA =
            DescribedPredicate.describe(
                    "Character or java.text answers by the Unicode version of a Java release: ask dev.sluice.text.Unicode,"
                            + " LowerCase, NormalForm or WordBreaks",
                    access -> {
                        String owner = access.getTargetOwner().getName();
                        return owner.equals("java.text.Normalizer")
                                || owner.equals("java.text.BreakIterator")
                                || (owner.equals("java.lang.Character")
                                        && QUESTIONS_OF_UNICODE.contains(access.getName()));
                    });

    @ArchTest
    static final ArchRule OPERATORS_KNOW_ONE_VERSION_OF_UNICODE = noClasses()
            .that()
            .resideInAnyPackage("dev.sluice.operators..", "dev.sluice.text..")
            .and()
            .resideOutsideOfPackage("dev.sluice.operators.testkit..")
            .and()
            .haveNameNotMatching("dev\\.sluice\\.text\\.NormalForm.*")
            .and()
            .doNotHaveFullyQualifiedName("dev.sluice.operators.Spec") // names of Java's own classes and constants
            .should()
            .accessTargetWhere(ANSWERED_BY_THE_RELEASE_OF_JAVA)
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule RECIPES_KNOW_NO_ENGINE = noClasses()
            .that()
            .resideInAPackage("dev.sluice.recipes..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ENGINES)
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule CONNECTORS_KNOW_NO_ENGINE = noClasses()
            .that()
            .resideInAPackage("dev.sluice.connectors..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ENGINES)
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule PLANS_KNOW_NO_ENGINE = noClasses()
            .that()
            .resideInAPackage("dev.sluice.plan..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ENGINES)
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule PIPELINES_NAME_NO_OPERATOR = noClasses()
            .that()
            .resideInAnyPackage("dev.sluice.plan..", "dev.sluice.pipelines..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(CONCRETE_OPERATORS)
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule MODULES_HAVE_NO_CYCLES =
            slices().assignedFrom(BY_MODULE).should().beFreeOfCycles().allowEmptyShould(true);

    private static boolean isWithin(JavaClass javaClass, String module) {
        String name = javaClass.getPackageName();
        return name.equals(module) || name.startsWith(module + ".");
    }
}
