import java.io.File;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.VeraPDFFoundry;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Prints for each file and each standard: whether it keeps it, by how many checks, what fails. */
public class Validate {
    public static void main(String[] files) throws Exception {
        Logger.getLogger("").setLevel(Level.SEVERE);
        VeraGreenfieldFoundryProvider.initialise();
        VeraPDFFoundry foundry = Foundries.defaultInstance();
        for (String file : files) {
            for (PDFAFlavour standard : List.of(PDFAFlavour.PDFA_2_A, PDFAFlavour.PDFUA_1)) {
                try (PDFAParser parser = foundry.createParser(new File(file), standard);
                        PDFAValidator validator = foundry.createValidator(standard, false)) {
                    ValidationResult result = validator.validate(parser);
                    System.out.printf("%s\t%b\t%d\t%s%n", standard.getId(), result.isCompliant(),
                            result.getTotalAssertions(), file);
                    for (TestAssertion failed : result.getTestAssertions()) {
                        System.out.printf("\t%s: %s (%s)%n", failed.getRuleId().getClause(),
                                failed.getMessage(), failed.getLocation().getContext());
                    }
                }
            }
        }
    }
}
