package dev.sluice.processor;

import java.io.IOException;
import java.io.Writer;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import javax.tools.StandardLocation;
import org.jspecify.annotations.Nullable;

/**
 * Keeps documentation comments, which a compiler drops, for reference pages and the command line: those of operators, of
 * records of parameters, of expressions, and of enums with their constants (reasons, and the values that parameters take). Each class gets
 * a resource beside its class file, {@code NAME.doc}, in Markdown: the comment of the class, then those of its constants,
 * each under its name as a heading. {@code dev.sluice.operators.Doc} reads it.
 *
 * <p>So the comment that stands on the code is the only place of the text: nothing is copied into annotations or side-cars,
 * readers of the code and of the pages see the same, and an author of an operator writes what the house style asks for
 * anyway. A comment in which there is more than {@link Javadoc} can put into Markdown is an error.
 */
@SupportedAnnotationTypes("*")
public final class DocProcessor extends AbstractProcessor {
    private static final String OPERATOR = "dev.sluice.operators.Operator.Info";
    /** A type of parameters with a language of its own. */
    private static final String EXPRESSION = "dev.sluice.operators.Expression";

    private static final String PARAMETER = "dev.sluice.operators.Param";

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        round.getRootElements().forEach(this::keep);
        return false;
    }

    private void keep(Element element) {
        if (!(element instanceof TypeElement type)) {
            return;
        }
        if (isShown(type)) {
            StringBuilder doc = new StringBuilder();
            append(type, null, doc);
            for (Element member : type.getEnclosedElements()) {
                if (member.getKind() == ElementKind.ENUM_CONSTANT) {
                    append(member, member.getSimpleName().toString(), doc);
                }
            }
            if (!doc.isEmpty()) {
                write(type, doc.toString());
            }
        }
        type.getEnclosedElements().forEach(this::keep);
    }

    private static boolean isShown(TypeElement type) {
        return type.getKind() == ElementKind.ENUM
                || type.getQualifiedName().contentEquals(EXPRESSION)
                || isAnnotated(type, OPERATOR)
                || type.getRecordComponents().stream().anyMatch(component -> isAnnotated(component, PARAMETER));
    }

    private static boolean isAnnotated(Element element, String annotation) {
        return element.getAnnotationMirrors().stream()
                .anyMatch(one -> ((TypeElement) one.getAnnotationType().asElement())
                        .getQualifiedName()
                        .contentEquals(annotation));
    }

    private void append(Element element, @Nullable String heading, StringBuilder doc) {
        String comment = processingEnv.getElementUtils().getDocComment(element);
        if (comment == null) {
            return;
        }
        try {
            String markdown = Javadoc.toMarkdown(comment);
            doc.append(doc.isEmpty() ? "" : "\n");
            doc.append(heading == null ? "" : "## " + heading + "\n\n");
            doc.append(markdown).append('\n');
        } catch (IllegalArgumentException fault) {
            fail("in the comment of " + element + ": " + fault.getMessage(), element);
        }
    }

    private void write(TypeElement type, String doc) {
        PackageElement home = processingEnv.getElementUtils().getPackageOf(type);
        String binaryName = processingEnv.getElementUtils().getBinaryName(type).toString();
        String name = binaryName.substring(binaryName.lastIndexOf('.') + 1) + ".doc";
        try (Writer out = processingEnv
                .getFiler()
                .createResource(StandardLocation.CLASS_OUTPUT, home.getQualifiedName(), name, type)
                .openWriter()) {
            out.write(doc);
        } catch (IOException cause) {
            fail("cannot write " + name + ": " + cause.getMessage(), type);
        }
    }

    private void fail(String message, Element element) {
        processingEnv.getMessager().printMessage(Diagnostic.Kind.ERROR, message, element);
    }
}
