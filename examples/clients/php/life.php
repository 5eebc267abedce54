<?php
// A life with each partner by PHP 8 and Guzzle 7 (the Debian packages php-cli and php-guzzlehttp-guzzle, or Composer):
//
//     php life.php [siesmart] [smartbusiness] [simutek]
//
// It reads the variables that `signoff mock` prints and stops with words at the first answer that it did not expect.

declare(strict_types=1);

$vendor = __DIR__ . '/vendor/autoload.php';
require is_file($vendor) ? $vendor : 'GuzzleHttp/autoload.php';

use GuzzleHttp\Client;
use GuzzleHttp\RequestOptions;
use Psr\Http\Message\ResponseInterface;

function variable(string $name): string
{
    return getenv($name) ?: fail("$name is not set: see what signoff mock prints");
}

function fail(string $reason): never
{
    fwrite(STDERR, "life.php: $reason\n");
    exit(1);
}

function same(string $what, mixed $seen, mixed $expected): void
{
    if ($seen !== $expected) {
        fail(sprintf('%s: %s instead of %s', $what, json_encode($seen), json_encode($expected)));
    }
}

function body(ResponseInterface $answer): array
{
    return json_decode((string) $answer->getBody(), true, flags: JSON_THROW_ON_ERROR);
}

/** Calls one partner, with a bearer token once it has one. */
final class Caller
{
    private Client $client;
    private ?string $token = null;

    public function __construct(private string $base)
    {
        $this->client = new Client(['http_errors' => false]);
    }

    public function signIn(string $url, array $options): void
    {
        $this->token = body($this->call(200, 'POST', $url, $options))['access_token'];
    }

    public function call(
        int $expected,
        string $method,
        string $path,
        array $options = [],
        ?string $version = null
    ): ResponseInterface {
        $url = str_starts_with($path, 'http') ? $path : $this->base . $path;
        $options[RequestOptions::HEADERS] = array_filter([
            'Authorization' => $this->token === null ? null : "Bearer $this->token",
            'If-Match' => $version,
        ]);
        $answer = $this->client->request($method, $url, $options);
        if ($answer->getStatusCode() !== $expected) {
            fail("$method $url: {$answer->getStatusCode()} instead of $expected: {$answer->getBody()}");
        }
        return $answer;
    }
}

function siesmart(): void
{
    $customer = ['registrationNumber' => '00000001', 'sourceCountryCode' => 'GB', 'companyType' => 'LIMITED'];
    $calculation = [
        'operation' => 'CALCULATE_PAYMENT',
        'sheet' => [
            'introducerPricelistId' => 1001, 'marketProductId' => 11, 'paymentPeriod' => 'MONTHLY', 'term' => 36,
        ],
    ];
    $submission = ['siemensMayContactCustomer' => false, 'siemensMayRequestCreditData' => false, 'prelease' => false];
    $partner = new Caller(variable('SIESMART_BASE_URL'));
    $partner->signIn(variable('SIESMART_TOKEN_URL'), ['json' => [
        'grant_type' => 'client_credentials',
        'audience' => 'https://api.siesmart.com/b2b',
        'client_id' => variable('SIESMART_CLIENT_ID'),
        'client_secret' => variable('SIESMART_CLIENT_SECRET'),
    ]]);

    $created = $partner->call(201, 'POST', '/proposals', ['json' => ['officeId' => 1]]);
    $proposal = '/proposals/' . body($created)['id'];
    $first = $created->getHeaderLine('ETag');
    $version = fn (): string => $partner->call(200, 'GET', $proposal)->getHeaderLine('ETag');
    same('the version that was read', $version(), $first);

    // Every change names the version that it was made for, and is followed by a reading of the new one.
    $asset = ['assetIacCode' => 'ITE2201', 'condition' => 'NEW', 'quantity' => 10, 'valuePerAsset' => 1250];
    $partner->call(201, 'POST', "$proposal/assets", ['json' => $asset], $first);
    $partner->call(412, 'PUT', "$proposal/customer", ['json' => ['customer' => $customer]], $first);
    same('the customer after the refusal', body($partner->call(200, 'GET', $proposal))['customer'] ?? null, null);
    $partner->call(200, 'PUT', "$proposal/customer", ['json' => ['customer' => $customer]], $version());
    $partner->call(200, 'POST', "$proposal/calculation", ['json' => $calculation], $version());

    $check = body($partner->call(200, 'GET', "$proposal/decision/check"));
    same('whether a decision may be requested', $check['requestAllowed'], true);
    $decided = body($partner->call(200, 'POST', "$proposal/decision", ['json' => $submission], $version()));
    same('the decision', $decided['decision']['decisionStatus'], 'ACCEPTED');
    $ids = array_column(body($partner->call(200, 'GET', "$proposal/documents")), 'id');
    $contract = array_column($ids, 'value', 'type')['CONTRACT'];
    $file = $partner->call(200, 'GET', "$proposal/documents/CONTRACT/$contract/download");
    same('the start of the contract', substr((string) $file->getBody(), 0, 5), '%PDF-');

    // A hundred computers are more than is decided at once: the request waits, and is withdrawn.
    $large = ['officeId' => 1, 'customer' => $customer, 'calculation' => $calculation,
        'assets' => [['quantity' => 100] + $asset]];
    $created = $partner->call(201, 'POST', '/proposals', ['json' => $large]);
    $proposal = '/proposals/' . body($created)['id'];
    $sent = $partner->call(200, 'POST', "$proposal/decision", ['json' => $submission], $created->getHeaderLine('ETag'));
    same('the decision', body($sent)['decision']['decisionStatus'], 'PENDING');
    $now = $partner->call(200, 'GET', $proposal)->getHeaderLine('ETag');
    $partner->call(200, 'DELETE', "$proposal/decision", [], $now);
    $check = body($partner->call(200, 'GET', "$proposal/decision/check"));
    same('whether it may be requested again', $check['requestAllowed'], true);
    echo "SieSmart: a proposal accepted, another withdrawn\n";
}

function smartbusiness(): void
{
    $base = variable('SMARTBUSINESS_BASE_URL');
    $partner = new Caller($base);
    $partner->signIn("$base/auth/access-tokens", ['form_params' => [
        'grant_type' => 'client_credentials',
        'client_id' => variable('SMARTBUSINESS_CLIENT_ID'),
        'client_secret' => variable('SMARTBUSINESS_CLIENT_SECRET'),
        'scope' => 'contact invoice',
    ]]);

    $address = ['country' => 'CH', 'street' => 'Musterweg', 'street_no' => '7', 'postcode' => '8000',
        'city' => 'Zürich'];
    $contact = body($partner->call(201, 'POST', '/contacts', ['json' => [
        'relation' => ['CL'], 'type' => 'C', 'name' => 'Müller & Söhne', 'main_address' => $address,
    ]]))['item'];
    $invoice = body($partner->call(201, 'POST', '/receivables/invoices', ['json' => [
        'contact_id' => $contact['id'], 'contact_address_id' => $contact['main_address_id'],
        'date' => '2031-03-17', 'due' => '2031-04-16', 'language' => 'de', 'currency' => 'CHF',
        'positions' => [['type' => 'N', 'catalog_type' => 'P', 'name' => 'Label printer', 'price' => 249.5,
            'vat' => 7.7, 'amount' => 1, 'unit_id' => 7]],
    ]]))['item']['id'];
    $filter = json_encode(['contact_id' => $contact['id']]);
    $found = $partner->call(200, 'GET', '/receivables/invoices', ['query' => ['filter' => $filter]]);
    same('the invoices of the new customer', array_column(body($found)['items'], 'id'), [$invoice]);
    $file = $partner->call(200, 'GET', "/receivables/invoices/$invoice/pdf");
    same('the start of the invoice', substr((string) $file->getBody(), 0, 5), '%PDF-');
    $partner->call(204, 'DELETE', "/receivables/invoices/$invoice");
    $partner->call(404, 'GET', "/receivables/invoices/$invoice");
    $partner->call(204, 'DELETE', "/contacts/{$contact['id']}");
    echo "SmartBusiness: an invoice written, found, printed and deleted\n";
}

function simutek(): void
{
    $partner = new Caller(variable('SIMUTEK_BASE_URL'));
    $partner->signIn(variable('SIMUTEK_TOKEN_URL'), ['form_params' => [
        'grant_type' => 'client_credentials',
        'client_id' => variable('SIMUTEK_CLIENT_ID'),
        'client_secret' => variable('SIMUTEK_CLIENT_SECRET'),
    ]]);

    $partner->call(200, 'POST', '/customers', ['json' => [
        'name' => 'Räksmörgås AB', 'number' => null, 'invoiceEmail' => null,
        'corporateIdentityNumber' => '999999-0808',
    ]]);
    $query = ['query' => ['corporateIdentityNumber' => '999999-0808']];
    $found = body($partner->call(200, 'GET', '/customers', $query))['items'][0];
    same('the name of the new customer', $found['name'], 'Räksmörgås AB');
    $lines = [['articleNumber' => 'VK-85x55', 'quantity' => 500]];
    $order = ['customerNumber' => $found['number'], 'salesOrderLines' => $lines];
    $placed = body($partner->call(200, 'POST', '/salesorders', ['json' => $order]));
    same('whether the order has a number', isset($placed['salesOrderNumber']), true);
    $partner->call(404, 'POST', '/salesorders', ['json' => ['customerNumber' => 'nobody'] + $order]);
    echo "Simutek: a customer entered, an order placed\n";
}

$lives = ['siesmart', 'smartbusiness', 'simutek'];
foreach (array_slice($argv, 1) ?: $lives as $partner) {
    in_array($partner, $lives, true) ? $partner() : fail("no partner: $partner");
}
