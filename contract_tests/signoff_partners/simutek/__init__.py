"""Simutek GKS, the API of print shops: mock, certification plan, property tests and planted faults."""
