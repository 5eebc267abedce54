import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/** The application under test: it creates proposals at SieSmart and reads them. Put yours in its place. */
public class Introducer {
    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, String> variables;
    private String token;

    /** @param variables addresses and credentials, under the names that {@code signoff mock siesmart} prints */
    public Introducer(Map<String, String> variables) {
        this.variables = variables;
    }

    /**
     * Creates a proposal and returns its id.
     *
     * @throws OutcomeUnknown when it cannot be told whether there is a proposal now; it is not sent again blindly
     */
    public long create(int office) throws IOException, InterruptedException {
        try {
            var answer = call("POST", "/proposals", "{\"officeId\": " + office + "}");
            if (answer.statusCode() >= 500) {
                throw new OutcomeUnknown("answered with " + answer.statusCode(), null);
            }
            return Long.parseLong(member(expect(201, answer), "id"));
        } catch (IOException lost) {
            throw new OutcomeUnknown("the answer did not arrive", lost);
        }
    }

    /** The status of a proposal's decision. A server that is busy for some seconds is asked once more. */
    public String status(long proposal) throws IOException, InterruptedException {
        var answer = call("GET", "/proposals/" + proposal, null);
        if (answer.statusCode() == 503) {
            long seconds = answer.headers().firstValueAsLong("Retry-After").orElse(1);
            Thread.sleep(Duration.ofSeconds(Math.min(seconds, 5)).toMillis());
            answer = call("GET", "/proposals/" + proposal, null);
        }
        return member(expect(200, answer), "decisionStatus");
    }

    /** Sends with the token that there is, and once more with a new one where that is refused. */
    private HttpResponse<String> call(String method, String path, String body) throws IOException, InterruptedException {
        if (token == null) {
            token = signIn();
        }
        var answer = send(method, path, body);
        if (answer.statusCode() == 401) {
            token = signIn();
            answer = send(method, path, body);
        }
        return answer;
    }

    private HttpResponse<String> send(String method, String path, String body) throws IOException, InterruptedException {
        var content = body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
        var request = HttpRequest.newBuilder(URI.create(variables.get("SIESMART_BASE_URL") + path))
            .timeout(Duration.ofSeconds(10))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .method(method, content);
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private String signIn() throws IOException, InterruptedException {
        var body = """
            {"grant_type": "client_credentials", "audience": "https://api.siesmart.com/b2b",
             "client_id": "%s", "client_secret": "%s"}
            """.formatted(variables.get("SIESMART_CLIENT_ID"), variables.get("SIESMART_CLIENT_SECRET"));
        var request = HttpRequest.newBuilder(URI.create(variables.get("SIESMART_TOKEN_URL")))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
        return member(expect(200, client.send(request.build(), BodyHandlers.ofString())), "access_token");
    }

    private static String expect(int status, HttpResponse<String> answer) throws IOException {
        if (answer.statusCode() != status) {
            throw new IOException(answer.statusCode() + " instead of " + status + ": " + answer.body());
        }
        return answer.body();
    }

    private static String member(String json, String name) throws IOException {
        var found = Pattern.compile("\"" + name + "\": ?\"?([^\",}]+)").matcher(json);
        if (!found.find()) {
            throw new IOException("no " + name + " in " + json);
        }
        return found.group(1);
    }

    /** A change of which nobody can tell whether it was made. */
    public static class OutcomeUnknown extends RuntimeException {
        OutcomeUnknown(String reason, Throwable cause) {
            super(reason, cause);
        }
    }
}
