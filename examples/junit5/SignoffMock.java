import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A partner's mock for the tests of one class: started before them, as at the start before each, ended after them.
 *
 * <p>It needs {@code signoff} on the path, or its place in the variable {@code SIGNOFF}.
 */
public class SignoffMock implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {
    private final HttpClient client = HttpClient.newHttpClient();
    private final String partner;
    private final Map<String, String> variables = new HashMap<>();
    private Process process;
    private String control;

    public SignoffMock(String partner) {
        this.partner = partner;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        var signoff = System.getenv().getOrDefault("SIGNOFF", "signoff");
        process = new ProcessBuilder(signoff, "mock", partner, "--port", "0", "--json", "--quiet")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
        // One line says that it is ready, and where.
        var output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        var ready = output.readLine();
        if (ready == null) {
            throw new IOException("signoff mock " + partner + " did not start; it says above why");
        }
        control = first(ready, "\"origin\": ?\"([^\"]+)\"") + "/_signoff";
        var found = Pattern.compile("\"(" + partner.toUpperCase() + "_\\w+)\": ?\"([^\"]*)\"").matcher(ready);
        while (found.find()) {
            variables.put(found.group(1), found.group(2));
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        control("POST", "/reset", "{}");
    }

    @Override
    public void afterAll(ExtensionContext context) throws InterruptedException {
        if (process != null) {
            process.destroy();
            process.waitFor();
        }
    }

    /** What the application has to be given to call this mock. */
    public Map<String, String> variables() {
        return variables;
    }

    /** Lets the next call of an operation meet a fault; {@code signoff mock --faults} lists them. */
    public void arm(String fault, String operation, String parameters) throws IOException, InterruptedException {
        control("POST", "/faults", """
            {"name": "%s", "target": {"operation": "%s"}, "parameters": %s}
            """.formatted(fault, operation, parameters));
    }

    /** Lets time pass for the mock, at once. */
    public void advance(int seconds) throws IOException, InterruptedException {
        control("POST", "/clock", "{\"advance\": " + seconds + "}");
    }

    /** How many entities of a kind the mock has. */
    public int count(String kind) throws IOException, InterruptedException {
        return Integer.parseInt(first(control("GET", "/state?kind=" + kind, null), "\"total\": ?(\\d+)"));
    }

    /** How often an operation was called since the last reset. */
    public long calls(String operation) throws IOException, InterruptedException {
        var requests = control("GET", "/requests?operation=" + operation, null);
        return Pattern.compile("\"number\":").matcher(requests).results().count();
    }

    private String control(String method, String path, String json) throws IOException, InterruptedException {
        var content = json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json);
        var request = HttpRequest.newBuilder(URI.create(control + path))
            .header("Content-Type", "application/json")
            .method(method, content);
        var answer = client.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() >= 400) {
            throw new IOException(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    private static String first(String text, String pattern) throws IOException {
        var found = Pattern.compile(pattern).matcher(text);
        if (!found.find()) {
            throw new IOException("no " + pattern + " in " + text);
        }
        return found.group(1);
    }
}
