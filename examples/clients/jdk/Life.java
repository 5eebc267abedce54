import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A life with each partner by the JDK's own client as it is made by default, Java 17 or newer, nothing to compile:
 *
 * <pre>java Life.java [siesmart] [smartbusiness] [simutek]</pre>
 *
 * It reads the variables that {@code signoff mock} prints and stops with words at the first answer that it did not expect.
 * By default the client offers an upgrade to HTTP/2 in its requests to an http address; whoever does not take it answers
 * over HTTP/1.1.
 */
public class Life {
    static final String CUSTOMER = """
        {"customer": {"registrationNumber": "00000001", "sourceCountryCode": "GB", "companyType": "LIMITED"}}""";
    static final String CALCULATION = """
        {"operation": "CALCULATE_PAYMENT", "sheet": {"introducerPricelistId": 1001, "marketProductId": 11,
          "paymentPeriod": "MONTHLY", "term": 36}}""";
    static final String SUBMISSION = """
        {"siemensMayContactCustomer": false, "siemensMayRequestCreditData": false, "prelease": false}""";

    public static void main(String[] arguments) throws Exception {
        try {
            for (String partner : arguments.length > 0 ? arguments : new String[] {"siesmart", "smartbusiness", "simutek"}) {
                live(partner);
            }
        } catch (Surprise surprise) {
            System.err.println("Life.java: " + surprise.getMessage());
            System.exit(1);
        }
    }

    static void live(String partner) throws Exception {
        switch (partner) {
            case "siesmart" -> siesmart();
            case "smartbusiness" -> smartbusiness();
            case "simutek" -> simutek();
            default -> throw new Surprise("no partner: " + partner);
        }
    }

    static void siesmart() throws Exception {
        var partner = new Caller(variable("SIESMART_BASE_URL"));
        partner.signIn(partner.json("POST", variable("SIESMART_TOKEN_URL"), """
            {"grant_type": "client_credentials", "audience": "https://api.siesmart.com/b2b",
             "client_id": "%s", "client_secret": "%s"}
            """.formatted(variable("SIESMART_CLIENT_ID"), variable("SIESMART_CLIENT_SECRET"))));

        var created = partner.json("POST", "/proposals", "{\"officeId\": 1}").send(201);
        var proposal = "/proposals/" + created.number("id");
        same("the version that was read", partner.get(proposal).send(200).version(), created.version());

        // Every change names the version that it was made for, and is followed by a reading of the new one.
        var asset = "{\"assetIacCode\": \"ITE2201\", \"condition\": \"NEW\", \"quantity\": %d, \"valuePerAsset\": 1250}";
        partner.json("POST", proposal + "/assets", asset.formatted(10)).version(created.version()).send(201);
        partner.json("PUT", proposal + "/customer", CUSTOMER).version(created.version()).send(412);
        var unchanged = partner.get(proposal).send(200);
        same("a customer after the refusal", unchanged.text().contains("registrationNumber"), false);
        partner.json("PUT", proposal + "/customer", CUSTOMER).version(unchanged.version()).send(200);
        partner.json("POST", proposal + "/calculation", CALCULATION).version(partner.get(proposal)).send(200);

        same("whether a decision may be requested",
            partner.get(proposal + "/decision/check").send(200).member("requestAllowed"), "true");
        var decided = partner.json("POST", proposal + "/decision", SUBMISSION).version(partner.get(proposal)).send(200);
        same("the decision", decided.member("decisionStatus"), "ACCEPTED");
        var documents = partner.get(proposal + "/documents").send(200);
        var contract = documents.first("\"type\":\"CONTRACT\",\"value\":(\\d+)");
        var file = partner.get(proposal + "/documents/CONTRACT/" + contract + "/download").send(200);
        same("the start of the contract", file.text().substring(0, 5), "%PDF-");

        // A hundred computers are more than is decided at once: the request waits, and is withdrawn.
        var large = partner.json("POST", "/proposals", """
            {"officeId": 1, %s, "calculation": %s, "assets": [%s]}
            """.formatted(CUSTOMER.substring(1, CUSTOMER.length() - 1), CALCULATION, asset.formatted(100))).send(201);
        proposal = "/proposals/" + large.number("id");
        var waiting = partner.json("POST", proposal + "/decision", SUBMISSION).version(large.version()).send(200);
        same("the decision", waiting.member("decisionStatus"), "PENDING");
        partner.request("DELETE", proposal + "/decision").version(partner.get(proposal)).send(200);
        same("whether it may be requested again",
            partner.get(proposal + "/decision/check").send(200).member("requestAllowed"), "true");
        System.out.println("SieSmart: a proposal accepted, another withdrawn");
    }

    static void smartbusiness() throws Exception {
        var base = variable("SMARTBUSINESS_BASE_URL");
        var partner = new Caller(base);
        partner.signIn(partner.form(base + "/auth/access-tokens", Map.of(
            "grant_type", "client_credentials", "scope", "contact invoice",
            "client_id", variable("SMARTBUSINESS_CLIENT_ID"), "client_secret", variable("SMARTBUSINESS_CLIENT_SECRET"))));

        var contact = partner.json("POST", "/contacts", """
            {"relation": ["CL"], "type": "C", "name": "M\u00fcller & S\u00f6hne",
             "main_address": {"country": "CH", "street": "Musterweg", "street_no": "7", "postcode": "8000", "city": "Z\u00fcrich"}}
            """).send(201);
        same("the name of the new customer", contact.member("name"), "M\u00fcller & S\u00f6hne");
        var customer = contact.number("id");
        var invoice = partner.json("POST", "/receivables/invoices", """
            {"contact_id": %s, "contact_address_id": %s, "date": "2031-03-17", "due": "2031-04-16", "language": "de",
             "currency": "CHF", "positions": [{"type": "N", "catalog_type": "P", "name": "Label printer", "price": 249.5,
             "vat": 7.7, "amount": 1, "unit_id": 7}]}
            """.formatted(customer, contact.number("main_address_id"))).send(201).number("id");
        var found = partner.get("/receivables/invoices?" + encoded(Map.of("filter", "{\"contact_id\": " + customer + "}")));
        same("the invoice of the new customer", found.send(200).number("id"), invoice);
        var path = "/receivables/invoices/" + invoice;
        same("the start of the invoice", partner.get(path + "/pdf").send(200).text().substring(0, 5), "%PDF-");
        partner.request("DELETE", path).send(204);
        partner.get(path).send(404);
        partner.request("DELETE", "/contacts/" + customer).send(204);
        System.out.println("SmartBusiness: an invoice written, found, printed and deleted");
    }

    static void simutek() throws Exception {
        var partner = new Caller(variable("SIMUTEK_BASE_URL"));
        partner.signIn(partner.form(variable("SIMUTEK_TOKEN_URL"), Map.of(
            "grant_type", "client_credentials",
            "client_id", variable("SIMUTEK_CLIENT_ID"), "client_secret", variable("SIMUTEK_CLIENT_SECRET"))));

        partner.json("POST", "/customers", """
            {"name": "R\u00e4ksm\u00f6rg\u00e5s AB", "number": null, "invoiceEmail": null, "corporateIdentityNumber": "999999-0808"}
            """).send(200);
        var found = partner.get("/customers?" + encoded(Map.of("corporateIdentityNumber", "999999-0808"))).send(200);
        same("the name of the new customer", found.member("name"), "R\u00e4ksm\u00f6rg\u00e5s AB");
        var order = "{\"customerNumber\": \"%s\", \"salesOrderLines\": [{\"articleNumber\": \"VK-85x55\", \"quantity\": 500}]}";
        partner.json("POST", "/salesorders", order.formatted(found.member("number"))).send(200).member("salesOrderNumber");
        partner.json("POST", "/salesorders", order.formatted("nobody")).send(404);
        System.out.println("Simutek: a customer entered, an order placed");
    }

    /** Calls one partner, with a bearer token once it has one. */
    static class Caller {
        private final HttpClient client = HttpClient.newHttpClient();
        private final String base;
        private String token;

        Caller(String base) {
            this.base = base;
        }

        void signIn(Call request) throws IOException, InterruptedException {
            token = request.send(200).member("access_token");
        }

        Call get(String path) {
            return request("GET", path);
        }

        Call request(String method, String path) {
            return new Call(this, method, path, null, null);
        }

        Call json(String method, String path, String body) {
            return new Call(this, method, path, "application/json", body);
        }

        Call form(String path, Map<String, String> members) {
            return new Call(this, "POST", path, "application/x-www-form-urlencoded", encoded(members));
        }
    }

    /** A request that is not sent yet. */
    static class Call {
        private final Caller caller;
        private final String method;
        private final URI address;
        private final HttpRequest.Builder request;

        Call(Caller caller, String method, String path, String type, String body) {
            this.caller = caller;
            this.method = method;
            address = URI.create(path.startsWith("http") ? path : caller.base + path);
            request = HttpRequest.newBuilder(address);
            request.method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
            if (type != null) {
                request.header("Content-Type", type);
            }
            if (caller.token != null) {
                request.header("Authorization", "Bearer " + caller.token);
            }
        }

        Call version(String version) {
            request.header("If-Match", version);
            return this;
        }

        Call version(Call reading) throws IOException, InterruptedException {
            return version(reading.send(200).version());
        }

        Answer send(int expected) throws IOException, InterruptedException {
            var response = caller.client.send(request.build(), BodyHandlers.ofByteArray());
            var answer = new Answer(response);
            if (response.statusCode() != expected) {
                throw new Surprise("%s %s: %d instead of %d: %s".formatted(
                    method, address, response.statusCode(), expected, answer.text()));
            }
            return answer;
        }
    }

    /** An answer. The JDK brings no reader of JSON, and for members of a known form patterns will do here. */
    record Answer(HttpResponse<byte[]> response) {
        String text() {
            return new String(response.body(), StandardCharsets.UTF_8);
        }

        String version() {
            return response.headers().firstValue("ETag").orElseThrow(() -> new Surprise("there is no ETag"));
        }

        String number(String name) {
            return first("\"" + name + "\":(\\d+)");
        }

        String member(String name) {
            return first("\"" + name + "\":\"?([^\",}]+)");
        }

        String first(String pattern) {
            var found = Pattern.compile(pattern).matcher(text());
            if (!found.find()) {
                throw new Surprise("no " + pattern + " in " + text());
            }
            return found.group(1);
        }
    }

    /** What ends the program with words. */
    static class Surprise extends RuntimeException {
        Surprise(String reason) {
            super(reason);
        }
    }

    static String variable(String name) {
        var value = System.getenv(name);
        if (value == null) {
            throw new Surprise(name + " is not set: see what signoff mock prints");
        }
        return value;
    }

    static String encoded(Map<String, String> members) {
        return members.entrySet().stream()
            .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    }

    static void same(String what, Object seen, Object expected) {
        if (!seen.equals(expected)) {
            throw new Surprise("%s: %s instead of %s".formatted(what, seen, expected));
        }
    }
}
