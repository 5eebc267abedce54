"""SmartBusiness, PostFinance's invoicing API: mock, certification plan, property tests and planted faults."""
