"""SmartBusiness's plan: which checks run, in which order, with which made-up data."""
