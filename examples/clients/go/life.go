// A life with each partner by Go's net/http, Go 1.19 or newer, without a module:
//
//	go run life.go [siesmart] [smartbusiness] [simutek]
//
// It reads the variables that `signoff mock` prints and stops with words at the first answer that it did not expect.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"
)

// object is a JSON object, sent or received.
type object = map[string]any

// caller calls one partner, with a bearer token once it has one.
type caller struct{ base, token string }

// answer is a status that was expected, with its body: JSON where it is JSON.
type answer struct {
	version string
	bytes   []byte
	body    object
	list    []object
}

func (c *caller) call(expected int, method, path, contentType string, content []byte, version string) answer {
	address := path
	if !strings.HasPrefix(path, "http") {
		address = c.base + path
	}
	request, err := http.NewRequest(method, address, bytes.NewReader(content))
	check(err)
	if contentType != "" {
		request.Header.Set("Content-Type", contentType)
	}
	if c.token != "" {
		request.Header.Set("Authorization", "Bearer "+c.token)
	}
	if version != "" {
		request.Header.Set("If-Match", version)
	}
	response, err := http.DefaultClient.Do(request)
	check(err)
	defer response.Body.Close()
	read, err := io.ReadAll(response.Body)
	check(err)
	if response.StatusCode != expected {
		fail("%s %s: %d instead of %d: %s", method, address, response.StatusCode, expected, read)
	}
	found := answer{version: response.Header.Get("ETag"), bytes: read}
	switch {
	case bytes.HasPrefix(read, []byte("{")):
		check(json.Unmarshal(read, &found.body))
	case bytes.HasPrefix(read, []byte("[")):
		check(json.Unmarshal(read, &found.list))
	}
	return found
}

func (c *caller) get(path string) answer { return c.call(200, "GET", path, "", nil, "") }

func (c *caller) json(expected int, method, path string, body object, version string) answer {
	content, err := json.Marshal(body)
	check(err)
	return c.call(expected, method, path, "application/json", content, version)
}

func (c *caller) signIn(address string, form url.Values) {
	content := []byte(form.Encode())
	c.token = c.call(200, "POST", address, "application/x-www-form-urlencoded", content, "").body["access_token"].(string)
}

func siesmart() {
	customer := object{"registrationNumber": "00000001", "sourceCountryCode": "GB", "companyType": "LIMITED"}
	calculation := object{"operation": "CALCULATE_PAYMENT", "sheet": object{
		"introducerPricelistId": 1001, "marketProductId": 11, "paymentPeriod": "MONTHLY", "term": 36}}
	submission := object{"siemensMayContactCustomer": false, "siemensMayRequestCreditData": false, "prelease": false}
	partner := &caller{base: variable("SIESMART_BASE_URL")}
	partner.token = partner.json(200, "POST", variable("SIESMART_TOKEN_URL"), object{
		"grant_type": "client_credentials", "audience": "https://api.siesmart.com/b2b",
		"client_id": variable("SIESMART_CLIENT_ID"), "client_secret": variable("SIESMART_CLIENT_SECRET"),
	}, "").body["access_token"].(string)

	created := partner.json(201, "POST", "/proposals", object{"officeId": 1}, "")
	proposal := "/proposals/" + number(created.body["id"])
	same("the version that was read", partner.get(proposal).version, created.version)

	// Every change names the version that it was made for, and is followed by a reading of the new one.
	asset := object{"assetIacCode": "ITE2201", "condition": "NEW", "quantity": 10, "valuePerAsset": 1250}
	partner.json(201, "POST", proposal+"/assets", asset, created.version)
	partner.json(412, "PUT", proposal+"/customer", object{"customer": customer}, created.version)
	same("the customer after the refusal", partner.get(proposal).body["customer"], nil)
	partner.json(200, "PUT", proposal+"/customer", object{"customer": customer}, partner.get(proposal).version)
	partner.json(200, "POST", proposal+"/calculation", calculation, partner.get(proposal).version)

	same("whether a decision may be requested", partner.get(proposal + "/decision/check").body["requestAllowed"], true)
	decided := partner.json(200, "POST", proposal+"/decision", submission, partner.get(proposal).version)
	same("the decision", decided.body["decision"].(object)["decisionStatus"], "ACCEPTED")
	for _, document := range partner.get(proposal + "/documents").list {
		id := document["id"].(object)
		file := partner.get(fmt.Sprintf("%s/documents/%s/%s/download", proposal, id["type"], number(id["value"])))
		same("the start of the document", string(file.bytes[:5]), "%PDF-")
	}

	// A hundred computers are more than is decided at once: the request waits, and is withdrawn.
	asset["quantity"] = 100
	large := partner.json(201, "POST", "/proposals", object{
		"officeId": 1, "customer": customer, "calculation": calculation, "assets": []object{asset}}, "")
	proposal = "/proposals/" + number(large.body["id"])
	waiting := partner.json(200, "POST", proposal+"/decision", submission, large.version)
	same("the decision", waiting.body["decision"].(object)["decisionStatus"], "PENDING")
	partner.call(200, "DELETE", proposal+"/decision", "", nil, partner.get(proposal).version)
	same("whether it may be requested again", partner.get(proposal + "/decision/check").body["requestAllowed"], true)
	fmt.Println("SieSmart: a proposal accepted, another withdrawn")
}

func smartbusiness() {
	partner := &caller{base: variable("SMARTBUSINESS_BASE_URL")}
	partner.signIn(partner.base+"/auth/access-tokens", url.Values{
		"grant_type": {"client_credentials"}, "scope": {"contact invoice"},
		"client_id": {variable("SMARTBUSINESS_CLIENT_ID")}, "client_secret": {variable("SMARTBUSINESS_CLIENT_SECRET")}})

	contact := partner.json(201, "POST", "/contacts", object{
		"relation": []string{"CL"}, "type": "C", "name": "Müller & Söhne", "main_address": object{
			"country": "CH", "street": "Musterweg", "street_no": "7", "postcode": "8000", "city": "Zürich"},
	}, "").body["item"].(object)
	invoice := partner.json(201, "POST", "/receivables/invoices", object{
		"contact_id": contact["id"], "contact_address_id": contact["main_address_id"],
		"date": "2031-03-17", "due": "2031-04-16", "language": "de", "currency": "CHF",
		"positions": []object{{"type": "N", "catalog_type": "P", "name": "Label printer",
			"price": 249.5, "vat": 7.7, "amount": 1, "unit_id": 7}},
	}, "").body["item"].(object)
	filter := url.Values{"filter": {`{"contact_id": ` + number(contact["id"]) + `}`}}
	found := partner.get("/receivables/invoices?" + filter.Encode()).body["items"].([]any)
	same("the invoices of the new customer", len(found), 1)
	same("the invoice of the new customer", found[0].(object)["id"], invoice["id"])
	path := "/receivables/invoices/" + number(invoice["id"])
	same("the start of the invoice", string(partner.get(path + "/pdf").bytes[:5]), "%PDF-")
	partner.call(204, "DELETE", path, "", nil, "")
	partner.call(404, "GET", path, "", nil, "")
	partner.call(204, "DELETE", "/contacts/"+number(contact["id"]), "", nil, "")
	fmt.Println("SmartBusiness: an invoice written, found, printed and deleted")
}

func simutek() {
	partner := &caller{base: variable("SIMUTEK_BASE_URL")}
	partner.signIn(variable("SIMUTEK_TOKEN_URL"), url.Values{"grant_type": {"client_credentials"},
		"client_id": {variable("SIMUTEK_CLIENT_ID")}, "client_secret": {variable("SIMUTEK_CLIENT_SECRET")}})

	partner.json(200, "POST", "/customers", object{
		"name": "Räksmörgås AB", "number": nil, "invoiceEmail": nil, "corporateIdentityNumber": "999999-0808"}, "")
	filter := url.Values{"corporateIdentityNumber": {"999999-0808"}}
	found := partner.get("/customers?" + filter.Encode()).body["items"].([]any)[0].(object)
	same("the name of the new customer", found["name"], "Räksmörgås AB")
	order := object{"customerNumber": found["number"],
		"salesOrderLines": []object{{"articleNumber": "VK-85x55", "quantity": 500}}}
	if partner.json(200, "POST", "/salesorders", order, "").body["salesOrderNumber"] == nil {
		fail("the order has no number")
	}
	order["customerNumber"] = "nobody"
	partner.json(404, "POST", "/salesorders", order, "")
	fmt.Println("Simutek: a customer entered, an order placed")
}

// number writes an id, which arrives as a float64, in digits.
func number(value any) string { return fmt.Sprintf("%.0f", value) }

func variable(name string) string {
	value := os.Getenv(name)
	if value == "" {
		fail("%s is not set: see what signoff mock prints", name)
	}
	return value
}

func same(what string, seen, expected any) {
	if seen != expected {
		fail("%s: %v instead of %v", what, seen, expected)
	}
}

func check(err error) {
	if err != nil {
		fail("%v", err)
	}
}

func fail(format string, values ...any) {
	fmt.Fprintf(os.Stderr, "life.go: "+format+"\n", values...)
	os.Exit(1)
}

func main() {
	lives := map[string]func(){"siesmart": siesmart, "smartbusiness": smartbusiness, "simutek": simutek}
	named := os.Args[1:]
	if len(named) == 0 {
		named = []string{"siesmart", "smartbusiness", "simutek"}
	}
	for _, partner := range named {
		live, known := lives[partner]
		if !known {
			fail("no partner: %s", partner)
		}
		live()
	}
}
