"""SieSmart, the finance-proposal API of Siemens Financial Services: mock, certification plan, property tests and planted faults."""
