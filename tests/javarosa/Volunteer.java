// Fills forms as ODK Collect does, with JavaRosa: question after question, each answer checked, then the whole form.
//   java -cp ODK_Validate.jar:. Volunteer VISITS.json FOLDER
// VISITS.json: [{"name", "form": path of the XForm, "lists": folder of its CSV files, "answers": {path: value},
// "tries": {path: [values refused before the answer]}}]. Paths have no root: "family/members[2]/who/still"; the first of a
// repeat has no number. Into FOLDER go NAME.xml, the submission, and NAME.json: what was asked, offered, refused, left over.
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.javarosa.core.model.Constants;
import org.javarosa.core.model.FormDef;
import org.javarosa.core.model.SelectChoice;
import org.javarosa.core.model.ValidateOutcome;
import org.javarosa.core.model.data.IAnswerData;
import org.javarosa.core.model.instance.InstanceInitializationFactory;
import org.javarosa.core.model.instance.TreeReference;
import org.javarosa.core.reference.PrefixedRootFactory;
import org.javarosa.core.reference.Reference;
import org.javarosa.core.reference.ReferenceManager;
import org.javarosa.core.reference.RootTranslator;
import org.javarosa.core.services.transport.payload.ByteArrayPayload;
import org.javarosa.core.util.JavaRosaCoreModule;
import org.javarosa.form.api.FormEntryController;
import org.javarosa.form.api.FormEntryModel;
import org.javarosa.form.api.FormEntryPrompt;
import org.javarosa.model.xform.XFormSerializingVisitor;
import org.javarosa.model.xform.XFormsModule;
import org.javarosa.xform.util.XFormAnswerDataParser;
import org.javarosa.xform.util.XFormUtils;

public final class Volunteer {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, String> answers = new LinkedHashMap<>();
    private final Map<String, JsonNode> tries = new LinkedHashMap<>();
    private final ObjectNode told = JSON.createObjectNode();
    private final FormDef form;
    private final FormEntryModel model;
    private final FormEntryController controller;

    public static void main(String[] arguments) throws Exception {
        new JavaRosaCoreModule().registerModule();
        new XFormsModule().registerModule();
        for (JsonNode visit : JSON.readTree(new File(arguments[0]))) {
            new Volunteer(visit).fill(Path.of(arguments[1]), visit.get("name").asText());
        }
    }

    private Volunteer(JsonNode visit) throws Exception {
        visit.path("answers").fields().forEachRemaining(one -> answers.put(one.getKey(), one.getValue().asText()));
        visit.path("tries").fields().forEachRemaining(one -> tries.put(one.getKey(), one.getValue()));
        readListsFrom(Path.of(visit.get("lists").asText()));
        try (InputStream xform = Files.newInputStream(Path.of(visit.get("form").asText()))) {
            form = XFormUtils.getFormFromInputStream(xform);
        }
        form.initialize(true, new InstanceInitializationFactory());
        model = new FormEntryModel(form);
        controller = new FormEntryController(model);
        told.putObject("asked");
        told.putObject("refused");
        told.putArray("faults");
    }

    private static void readListsFrom(Path folder) {
        ReferenceManager files = ReferenceManager.instance();
        files.reset();
        files.addReferenceFactory(new FolderFactory(folder));
        for (String kind : new String[] {"jr://file-csv/", "jr://file/", "jr://images/"}) {
            files.addSessionRootTranslator(new RootTranslator(kind, "jr://lists/"));
        }
    }

    private void fill(Path folder, String name) throws Exception {
        for (int event = controller.stepToNextEvent(); event != FormEntryController.EVENT_END_OF_FORM; ) {
            if (event == FormEntryController.EVENT_QUESTION) {
                ask(model.getQuestionPrompt());
            } else if (event == FormEntryController.EVENT_PROMPT_NEW_REPEAT && wanted()) {
                controller.newRepeat();
            }
            event = controller.stepToNextEvent();
        }
        ValidateOutcome outcome = form.validate();
        if (outcome != null) {
            fault("the whole form is not valid: " + outcome.outcome + " at " + outcome.failedPrompt);
        }
        form.postProcessInstance();
        answers.keySet().forEach(path -> fault("never asked: " + path));
        tries.keySet().forEach(path -> fault("never tried: " + path));
        ByteArrayPayload sent = (ByteArrayPayload) new XFormSerializingVisitor().createSerializedPayload(form.getInstance());
        Files.write(folder.resolve(name + ".xml"), sent.getPayloadStream().readAllBytes());
        JSON.writeValue(folder.resolve(name + ".json").toFile(), told);
    }

    /** Whether the visit has an answer for the instance that the form offers to add. */
    private boolean wanted() {
        String path = path(model.getFormIndex().getReference());
        return answers.keySet().stream().anyMatch(answer -> answer.startsWith(path + "/"));
    }

    private void ask(FormEntryPrompt prompt) {
        String path = path(prompt.getIndex().getReference());
        ((ObjectNode) told.get("asked")).put(path, prompt.getLongText());
        JsonNode wrong = tries.remove(path);
        if (wrong != null) {
            wrong.forEach(value -> refuse(prompt, path, value.asText()));
        }
        String value = answers.remove(path);
        int result = controller.answerQuestion(value == null ? prompt.getAnswerValue() : read(prompt, path, value), false);
        if (result != FormEntryController.ANSWER_OK && !prompt.isReadOnly()) {
            fault("refused (" + result + "): " + path + " = " + value);
        }
    }

    private void refuse(FormEntryPrompt prompt, String path, String value) {
        int result = controller.answerQuestion(read(prompt, path, value), false);
        if (result != FormEntryController.ANSWER_CONSTRAINT_VIOLATED) {
            fault("taken, though it should be refused (" + result + "): " + path + " = " + value);
        }
        ((ObjectNode) told.get("refused")).put(path, prompt.getConstraintText());
    }

    /** The answer as the form's own type; a choice that is not on offer is a fault. */
    private IAnswerData read(FormEntryPrompt prompt, String path, String value) {
        boolean several = prompt.getControlType() == Constants.CONTROL_SELECT_MULTI;
        if (several || prompt.getControlType() == Constants.CONTROL_SELECT_ONE) {
            for (String chosen : several ? value.split(" ") : new String[] {value}) {
                if (prompt.getSelectChoices().stream().map(SelectChoice::getValue).noneMatch(chosen::equals)) {
                    fault("not on offer: " + path + " = " + chosen);
                }
            }
        }
        return XFormAnswerDataParser.getAnswerData(value, prompt.getDataType(), prompt.getQuestion());
    }

    private void fault(String words) {
        told.withArray("faults").add(words);
    }

    /** Steps below the root, with the place in a repeat from the second on. */
    private static String path(TreeReference reference) {
        StringBuilder path = new StringBuilder();
        for (int step = 1; step < reference.size(); step++) {
            path.append(step > 1 ? "/" : "").append(reference.getName(step));
            if (reference.getMultiplicity(step) > 0) {
                path.append('[').append(reference.getMultiplicity(step) + 1).append(']');
            }
        }
        return path.toString();
    }

    /** Files of one folder under jr://lists/. */
    private static final class FolderFactory extends PrefixedRootFactory {
        private final Path folder;

        FolderFactory(Path folder) {
            super(new String[] {"lists/"});
            this.folder = folder;
        }

        @Override
        protected Reference factory(String terminal, String uri) {
            return new FileReference(folder.resolve(terminal), uri);
        }
    }

    private record FileReference(Path file, String uri) implements Reference {
        @Override
        public boolean doesBinaryExist() {
            return Files.exists(file);
        }

        @Override
        public InputStream getStream() throws IOException {
            return Files.newInputStream(file);
        }

        @Override
        public String getURI() {
            return uri;
        }

        @Override
        public String getLocalURI() {
            return file.toString();
        }

        @Override
        public boolean isReadOnly() {
            return true;
        }

        @Override
        public java.io.OutputStream getOutputStream() throws IOException {
            throw new IOException("Lists are only read.");
        }

        @Override
        public void remove() throws IOException {
            throw new IOException("Lists are only read.");
        }

        @Override
        public Reference[] probeAlternativeReferences() {
            return new Reference[0];
        }
    }
}
